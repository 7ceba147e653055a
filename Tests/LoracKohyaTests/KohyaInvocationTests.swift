import LoracJSON
import LoracKohya
import Testing

@Suite struct KohyaInvocationTests {
  private let invocation = KohyaInvocation(
    launcherArguments: [Argument("num_cpu_threads_per_process", .integer(2))], script: "train_network.py",
    arguments: [
      Argument("enable_bucket", .flag), Argument("output_dir", .path("D:/my models/lora")),
      Argument("learning_rate", .number(1)), Argument("unet_lr", .number(3.64e-05)),
      Argument("optimizer_args", .list([.text("weight_decay=0.1"), .text("betas=0.9,0.99")])),
    ])

  @Test func isOneListOfWords() {
    #expect(
      invocation.argumentVector == [
        "accelerate", "launch", "--num_cpu_threads_per_process=2", "train_network.py", "--enable_bucket",
        "--output_dir=D:/my models/lora", "--learning_rate=1.0", "--unet_lr=3.64e-05", "--optimizer_args",
        "weight_decay=0.1", "betas=0.9,0.99",
      ])
    #expect(invocation.json == .array(invocation.argumentVector.map(JSONValue.string)))
    #expect(invocation.argument(named: "unet_lr")?.value == .number(3.64e-05))
  }

  @Test func isACommand() throws {
    #expect(
      try invocation.commandText(.bash, .continued) == """
        accelerate launch --num_cpu_threads_per_process=2 \\
          train_network.py \\
          --enable_bucket \\
          '--output_dir=D:/my models/lora' \\
          --learning_rate=1.0 \\
          --unet_lr=3.64e-05 \\
          --optimizer_args 'weight_decay=0.1' 'betas=0.9,0.99'
        """)
  }

  @Test func isAConfigFile() throws {
    #expect(
      try invocation.configFileText() == """
        enable_bucket = true
        output_dir = 'D:/my models/lora'
        learning_rate = 1.0
        unet_lr = 3.64e-05
        optimizer_args = ["weight_decay=0.1", "betas=0.9\\u002C0.99"]

        """)
  }
}
