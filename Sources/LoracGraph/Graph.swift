package import LoracTensor

/// A network as a straight list of steps over values; it computes nothing by itself.
package struct Graph: Sendable {
  /// What is known of a value before anything runs.
  struct ValueDescription: Sendable {
    let shape: Shape
    let label: String
    /// The step that computes it; nil for an input.
    let producer: Int?
    let carriesGradient: Bool
    /// Where an input lies that has memory of its own; nil for all that lies in the arena.
    let memory: FloatRegion?
  }

  /// One operation with its operands.
  struct Step: Sendable {
    let operation: any Operation
    let operands: [Value]
    let result: Value
    let kept: [Value]
    let label: String
    let carriesGradient: Bool
  }

  private(set) var values: [ValueDescription] = []
  private(set) var steps: [Step] = []
  /// Stretches of steps whose results may be computed again instead of being kept.
  private(set) var segments: [Range<Int>] = []
  private(set) var output: Value?
  /// What the caller reads besides the output.
  private(set) var results: [Value] = []

  /// A graph without steps.
  package init() {}

  /// A value that the caller brings; `wantsGradient` if backward shall compute its gradient.
  package mutating func input(_ shape: Shape, label: String, wantsGradient: Bool = false) -> Value {
    addValue(shape, label: label, producer: nil, carriesGradient: wantsGradient)
  }

  /// An input that is read where it lies, in `memory`, and never differentiated.
  ///
  /// For what is large and serves many runs: the arena takes inputs anew for each run.
  package mutating func input(_ shape: Shape, label: String, in memory: FloatRegion) -> Value {
    precondition(memory.count == shape.count, "memory of the shape's size")
    return addValue(shape, label: label, producer: nil, carriesGradient: false, memory: memory)
  }

  /// Adds a step and returns its result.
  ///
  /// The result carries a gradient if the step trains parameters or any operand carries one; nothing below the first
  /// such step is ever differentiated.
  package mutating func append(_ operation: any Operation, _ operands: [Value], label: String) -> Value {
    let shapes = operands.map { self[$0] }
    let carries = operation.trainsParameters || operands.contains { values[$0.index].carriesGradient }
    let result = addValue(
      operation.resultShape(shapes), label: label, producer: steps.count, carriesGradient: carries)
    let kept = operation.keptShapes(shapes).map {
      addValue($0, label: label, producer: steps.count, carriesGradient: false)
    }
    steps.append(
      Step(
        operation: operation, operands: operands, result: result, kept: kept, label: label, carriesGradient: carries))
    return result
  }

  /// Marks steps as a segment, whose inner values recomputation may drop; segments follow each other without overlap.
  package mutating func addSegment(_ range: Range<Int>) {
    precondition(
      range.upperBound <= steps.count && range.lowerBound >= segments.last?.upperBound ?? 0, "segments in order")
    if !range.isEmpty { segments.append(range) }
  }

  /// Names the value that a run is about.
  package mutating func setOutput(_ value: Value) { output = value }

  /// Names a value that the caller reads once forward has run, besides the output.
  package mutating func addResult(_ value: Value) { results.append(value) }

  /// A value's shape.
  package subscript(value: Value) -> Shape { values[value.index].shape }

  /// How many steps there are.
  package var stepCount: Int { steps.count }

  private mutating func addValue(
    _ shape: Shape, label: String, producer: Int?, carriesGradient: Bool, memory: FloatRegion? = nil
  ) -> Value {
    values.append(
      ValueDescription(
        shape: shape, label: label, producer: producer, carriesGradient: carriesGradient, memory: memory))
    return Value(index: values.count - 1)
  }
}
