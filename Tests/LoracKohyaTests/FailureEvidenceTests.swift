import LoracDiagnostics
import LoracJSON
import LoracKohya
import LoracTestSupport
import Testing

@Suite struct FailureEvidenceTests {
  /// What sd-scripts really printed (`Tests/Tools/record_kohya_failures.py`), and how lorac explains it.
  @Test(arguments: [
    ("no-data", "LR0824"), ("empty-caption", "LR0826"), ("unknown-argument", "LR0806"), ("bad-choice", "LR0806"),
    ("bucket-steps", "LR0825"), ("not-safetensors", "LR0830"), ("missing-model", "LR0832"), ("wrong-family", "LR0831"),
    ("no-tokenizer", "LR0813"), ("unequal-rates", "LR0833"), ("no-prodigy", "LR0810"), ("no-xformers", "LR0810"),
    ("warmup-with-constant", "LR0834"), ("half-on-cpu", "LR0820"), ("no-network-module", "LR0810"),
  ]) func realFailuresAreExplained(name: String, code: String) throws {
    let path = #filePath.replacing("FailureEvidenceTests.swift", with: "Logs/failures.json")
    let record = try #require(try JSONValue.parse(try readFile(path))[name])
    guard case .string(let output)? = record["output"], case .integer(let exit)? = record["exit"] else {
      Issue.record("no record of \(name)")
      return
    }
    let status = ProcessStatus.exited(Int32(exit))
    let evidence = evidence(output)
    #expect(evidence.isFailure(status))
    let diagnostic = evidence.diagnostic(for: status)
    #expect(diagnostic.code.id == code, "\(diagnostic.headline)")
    #expect(!diagnostic.headline.contains("{}") && diagnostic.notes.contains { $0.kind == .help })
  }

  /// Causes that need a GPU, a full disk or another machine: the words of their last line.
  @Test(arguments: [
    ("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has", "LR0821"),
    ("AssertionError: Torch not compiled with CUDA enabled", "LR0822"),
    ("RuntimeError: Found no NVIDIA driver on your system.", "LR0822"),
    ("OSError: [Errno 28] No space left on device", "LR0815"),
    ("PermissionError: [Errno 13] Permission denied: '/out/x.safetensors'", "LR0814"),
    ("ModuleNotFoundError: No module named 'torch'", "LR0811"),
    ("ModuleNotFoundError: No module named 'dadaptation'", "LR0810"),
    ("ImportError: No bitsandbytes / bitsandbytesがインストールされていないようです", "LR0810"),
    ("SyntaxError: invalid syntax", "LR0812"),
    ("RuntimeError: NaN detected in latents: /x/a.png", "LR0828"),
    ("KeyError: 'cond_stage_model.transformer.text_model.embeddings.position_embedding.weight'", "LR0831"),
    ("RuntimeError: CUDA error: device-side assert triggered", "LR0823"),
    ("RuntimeError: DataLoader worker (pid 123) is killed by signal: Killed.", "LR0817"),
    (
      "torch.distributed.DistNetworkError: The server socket has failed to listen: errno: 98, Address already in use",
      "LR0816"
    ),
    ("PIL.UnidentifiedImageError: cannot identify image file '/x/a.png'", "LR0827"),
    ("UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0", "LR0826"),
    ("OSError: We couldn't connect to 'https://huggingface.co' to load this file", "LR0813"),
    ("AssertionError: fp16 mixed precision is not set", "LR0835"),
    ("FileNotFoundError: [Errno 2] No such file or directory: '/x/a.safetensors'", "LR0832"),
    ("RuntimeError: something never seen", "LR0800"),
  ]) func knownWordsAreExplained(line: String, code: String) {
    let report = "subprocess.CalledProcessError: Command '['python']' returned non-zero exit status 1."
    let text =
      "Traceback (most recent call last):\n  File \"a\"\n\(line)\nTraceback (most recent call last):\n  x\n\(report)\n"
    let diagnostic = evidence(text).diagnostic(for: .exited(1))
    #expect(diagnostic.code.id == code, "\(diagnostic.headline)")
  }

  @Test func theMissingPackageIsNamed() {
    let text = "Traceback (most recent call last):\n x\nModuleNotFoundError: No module named 'came_pytorch'\n"
    #expect(evidence(text).diagnostic(for: .exited(1)).headline == "the Python package 'came_pytorch' is missing")
  }

  @Test func signals() {
    #expect(evidence("").diagnostic(for: .signaled(9)).code.id == "LR0802")
    #expect(evidence("").diagnostic(for: .signaled(2)).code.id == "LR0801")
    #expect(evidence("").diagnostic(for: .signaled(11)).code.id == "LR0800")
    for (status, id) in [(130, "LR0801"), (143, "LR0801"), (137, "LR0802"), (139, "LR0800")] {
      #expect(evidence("steps begin\n").diagnostic(for: .exited(Int32(status))).code.id == id)
    }
    #expect(
      evidence("Traceback (most recent call last):\n x\nKeyboardInterrupt\n").diagnostic(for: .exited(130)).code.id
        == "LR0801")
    #expect(!evidence("all fine\n").isFailure(.exited(0)))
  }

  /// Warnings quote the words of failures; only tracebacks and refusals count.
  @Test func warningsAreNoCause() {
    let text = "Failed to load CPU gemm_4bit_forward: No module named 'kernels'.\nsomething else\n"
    #expect(evidence(text).diagnostic(for: .exited(1)).code.id == "LR0800")
  }

  private func evidence(_ output: String) -> FailureEvidence {
    var parser = TrainingOutputParser()
    var evidence = FailureEvidence()
    for event in parser.feed(Array(output.utf8)) + parser.finish() { evidence.add(event) }
    return evidence
  }
}
