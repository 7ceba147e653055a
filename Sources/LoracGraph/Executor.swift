package import LoracTensor

/// Runs programs in one arena; programs of several shapes share it one after another.
package struct Executor: Sendable {
  private var arena: Arena
  private var scratch: Arena
  private let workers: Workers

  /// Room for the largest of `programs`; throws `OutOfMemory`.
  package init(for programs: [Program], workers: Workers) throws(OutOfMemory) {
    arena = try Arena(count: 0)
    scratch = try Arena(count: 0)
    self.workers = workers
    for program in programs { try makeRoom(for: program) }
  }

  /// Makes room for `program`, too; throws `OutOfMemory`.
  ///
  /// What the arena holds is lost unless no tensor of it is held elsewhere.
  package mutating func makeRoom(for program: Program) throws(OutOfMemory) {
    try Arena.grow(&arena, to: program.arenaCount)
    try Arena.grow(&scratch, to: program.scratchCount(workers: workers.count))
  }

  /// The memory of an input; valid until `forward`, and as long as the program reads it.
  package func input(_ value: Value, of program: Program) -> Tensor {
    let description = program.graph.values[value.index]
    precondition(description.producer == nil && description.memory == nil, "only inputs are brought along")
    return tensor(value, at: -1, program)
  }

  /// The output, once `forward` has run.
  package func output(of program: Program) -> Tensor {
    tensor(outputValue(program), at: program.outputTime, program)
  }

  /// What the graph names as a result besides the output, once `forward` has run.
  package func result(_ value: Value, of program: Program) -> Tensor {
    precondition(program.graph.results.contains(value), "only results outlive the steps that read them")
    return tensor(value, at: program.outputTime, program)
  }

  /// The gradient of the output, to be written between `forward` and `backward`.
  package func outputGradient(of program: Program) -> Tensor {
    guard let tensor = gradient(outputValue(program), program) else { preconditionFailure("a graph that trains") }
    return tensor
  }

  /// The gradient of an input that wants one, once `backward` has run.
  package func inputGradient(_ value: Value, of program: Program) -> Tensor? { gradient(value, program) }

  /// Computes the output from inputs and parameters.
  package func forward(_ program: Program, parameters: FloatRegion) {
    for time in 0..<program.outputTime { run(time, program, parameters, gradients: nil) }
  }

  /// Adds the parameters' gradients to `gradients`, from the output's gradient.
  package func backward(_ program: Program, parameters: FloatRegion, gradients: FloatRegion) {
    precondition(gradients.count == parameters.count, "one gradient for each parameter")
    for time in program.outputTime + 1..<program.schedule.actions.count {
      run(time, program, parameters, gradients: gradients)
    }
  }

  private func run(_ time: Int, _ program: Program, _ parameters: FloatRegion, gradients: FloatRegion?) {
    switch program.schedule.actions[time] {
    case .forward(let index): forward(program.graph.steps[index], at: time, program, parameters)
    case .output: break
    case .backward(let index):
      guard let gradients else { return }
      backward(program.graph.steps[index], at: time, program, parameters, gradients)
    }
  }

  private func forward(_ step: Graph.Step, at time: Int, _ program: Program, _ parameters: FloatRegion) {
    step.operation.forward(
      ForwardStep(
        operands: step.operands.map { tensor($0, at: time, program) }, result: tensor(step.result, at: time, program),
        kept: step.kept.map { tensor($0, at: time, program) }, parameters: parameters, scratch: scratch.all,
        workers: workers))
  }

  private func backward(
    _ step: Graph.Step, at time: Int, _ program: Program, _ parameters: FloatRegion, _ gradients: FloatRegion
  ) {
    let graph = program.graph
    let read = Set(step.operation.operandsRead(step.operands.map { graph[$0] }))
    guard let gradient = gradient(step.result, program) else { preconditionFailure("a step that carries a gradient") }
    for value in program.cleared(action: time) { self.gradient(value, program)?.region.fill(0) }
    step.operation.backward(
      BackwardStep(
        operands: step.operands.enumerated().map { read.contains($0) ? tensor($1, at: time, program) : nil },
        result: step.operation.readsResult ? tensor(step.result, at: time, program) : nil,
        kept: step.kept.map { tensor($0, at: time, program) }, gradient: gradient,
        targets: step.operands.enumerated().map { position, operand in
          guard graph.values[operand.index].carriesGradient else { return nil }
          return self.gradient(operand, program).map {
            GradientTarget(tensor: $0, beta: program.beta(action: time, operand: position))
          }
        },
        parameters: parameters, parameterGradients: gradients, scratch: scratch.all, workers: workers))
  }

  private func outputValue(_ program: Program) -> Value {
    guard let output = program.graph.output else { preconditionFailure("a graph that is run has an output") }
    return output
  }

  private func tensor(_ value: Value, at time: Int, _ program: Program) -> Tensor {
    if let memory = program.graph.values[value.index].memory {
      return Tensor(region: memory, shape: program.graph[value])
    }
    return place(program.liveness.lifetime(of: value, at: time), value, program)
  }

  private func gradient(_ value: Value, _ program: Program) -> Tensor? {
    program.liveness.lifetime(ofGradient: value).map { place($0, value, program) }
  }

  private func place(_ lifetime: Int, _ value: Value, _ program: Program) -> Tensor {
    let (start, shape) = (program.plan.offsets[lifetime], program.graph[value])
    return Tensor(region: arena.region(start..<start + shape.count), shape: shape)
  }
}
