internal import CLoracKernels
internal import Glibc

/// transformers' Adafactor: second moments kept as row and column means of each matrix.
package struct Adafactor: Optimizer {
  struct Settings: OptimizerSettings {
    /// Added to squared gradients, and the least scale of a tensor.
    let epsilons: [Double]
    let clipThreshold: Double
    let decayRate: Double
    let beta1: Double?
    let weightDecay: Double
    let scalesByParameters: Bool
    /// Whether the rate follows from the step alone.
    let isRelative: Bool
    let warmsUp: Bool
    /// The recipe's rate, which kohya logs before the first step of the relative form.
    let initialRate: Double

    var choosesLearningRate: Bool { isRelative }

    init(_ arguments: inout ArgumentReader, learningRate: Double) {
      epsilons = arguments.numbers("eps", [1e-30, 1e-3], .notNegative)
      clipThreshold = arguments.number("clip_threshold", 1, .positive)
      decayRate = arguments.number("decay_rate", -0.8)
      beta1 = arguments.numberOrNone("beta1", .belowOne)
      weightDecay = arguments.number("weight_decay", 0)
      scalesByParameters = arguments.boolean("scale_parameter", true)
      warmsUp = arguments.boolean("warmup_init", false)
      // kohya turns `relative_step` on again where `warmup_init` needs it.
      let isRelative = arguments.boolean("relative_step", true)
      self.isRelative = isRelative || warmsUp
      initialRate = learningRate
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { Adafactor(self, layout) }

    /// The rate of a tensor whose parameters have this root mean square, rounded where PyTorch rounds.
    fileprivate func rate(_ scheduled: Double, step: Double, rootMeanSquare: Float) -> Double {
      let rate = isRelative ? min(warmsUp ? 1e-6 * step : 1e-2, 1 / step.squareRoot()) : scheduled
      guard scalesByParameters else { return rate }
      // A tensor of one number wins against a Python number only if it is larger; the product is then single.
      return Double(rootMeanSquare) > epsilons[1] ? Double(rootMeanSquare * Float(rate)) : epsilons[1] * rate
    }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private let factors: FactoredLayout
  private var steps: [Int64]
  /// The root mean square of each tensor's parameters before the last step.
  private var rootMeanSquares: [Float]
  private var rows: [Float]
  private var columns: [Float]
  private var squares: [Float]
  /// Empty without a first moment.
  private var average: [Float]

  package var dependsOnElementOrder: Bool { true }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    factors = FactoredLayout(layout)
    steps = zeroCounts(layout)
    rootMeanSquares = steps.map { _ in 0 }
    rows = [Float](repeating: 0, count: factors.rowCount)
    columns = [Float](repeating: 0, count: factors.columnCount)
    squares = [Float](repeating: 0, count: factors.squareCount)
    average = settings.beta1 == nil ? [] : zeros(layout)
  }

  package static var stateFields: [StateField<Adafactor>] {
    [
      .counts("step", \.steps), .floats("RMS", \.rootMeanSquares), .floats("exp_avg_sq_row", \.rows),
      .floats("exp_avg_sq_col", \.columns), .floats("exp_avg_sq", \.squares), .floats("exp_avg", \.average),
    ]
  }

  /// The relative form logs the rate of the first tensor of each group, whatever the schedule says.
  package func loggedLearningRates(_ scheduled: [Double]) -> [Double] {
    guard settings.isRelative else { return scheduled }
    var first = 0
    return layout.groups.map { group in
      defer { first += group.tensors.count }
      guard first < steps.count, steps[first] > 0 else { return settings.initialRate }
      return settings.rate(0, step: Double(steps[first]), rootMeanSquare: rootMeanSquares[first])
    }
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    var update: [Float] = []
    var scratch: [Double] = []
    for tensor in step.tensors {
      steps[tensor.index] += 1
      let count = Double(tensor.count)
      let length = lorac_sum_of_squares(tensor.parameters, tensor.count).squareRoot()
      rootMeanSquares[tensor.index] = Float(length) / Float(count.squareRoot())
      let rate = settings.rate(
        tensor.learningRate, step: Double(steps[tensor.index]), rootMeanSquare: rootMeanSquares[tensor.index])
      if update.count < tensor.count { update = [Float](repeating: 0, count: tensor.count) }
      updateMoments(tensor, &update, &scratch)
      let size = Float(lorac_sum_of_squares(update, tensor.count).squareRoot()) / Float(count.squareRoot())
      let divisor = max(1, size / Float(settings.clipThreshold))
      let decay = Float(-settings.weightDecay * rate)
      average.withUnsafeMutableBufferPointer { average in
        lorac_apply_update(
          tensor.parameters, update, average.isEmpty ? nil : average.baseAddress.map { $0 + tensor.offset },
          tensor.count, divisor, Float(rate), Float(settings.beta1 ?? 0), Float(1 - (settings.beta1 ?? 0)), decay)
      }
    }
  }

  /// Writes the gradient divided by the root of its second moment.
  private mutating func updateMoments(_ tensor: TensorStep, _ update: inout [Float], _ scratch: inout [Double]) {
    let keep = 1 - pow(Double(steps[tensor.index]), settings.decayRate)
    let (keepPart, takePart, epsilon) = (Float(keep), Float(1 - keep), Float(settings.epsilons[0]))
    let place = factors.places[tensor.index]
    guard let shape = place.matrices else {
      squares.withUnsafeMutableBufferPointer { squares in
        lorac_unfactored_update(
          tensor.gradients, squares.baseAddress.map { $0 + place.first }, &update, tensor.count, keepPart, takePart,
          epsilon)
      }
      return
    }
    if scratch.count < shape.columns { scratch = [Double](repeating: 0, count: shape.columns) }
    withPointers(&rows, &columns) { rows, columns in
      lorac_factored_update(
        tensor.gradients, rows + place.first, columns + place.second, &update, &scratch, shape.batches, shape.rows,
        shape.columns, keepPart, takePart, epsilon)
    }
  }
}

/// Where Adafactor keeps the second moments of each tensor.
private struct FactoredLayout: Sendable {
  /// The matrices in a tensor: its last two dimensions.
  struct Matrices: Sendable {
    let batches: Int
    let rows: Int
    let columns: Int
  }

  struct Place: Sendable {
    /// Nil for a tensor of fewer than two dimensions, which is not factored.
    let matrices: Matrices?
    /// Where the row means, or the unfactored squares, begin.
    let first: Int
    /// Where the column means begin.
    let second: Int
  }

  private(set) var places: [Place] = []
  private(set) var rowCount = 0
  private(set) var columnCount = 0
  private(set) var squareCount = 0

  init(_ layout: ParameterLayout) {
    for tensor in layout.tensors {
      guard tensor.shape.count >= 2 else {
        places.append(Place(matrices: nil, first: squareCount, second: 0))
        squareCount += tensor.count
        continue
      }
      let (rows, columns) = (tensor.shape[tensor.shape.count - 2], tensor.shape[tensor.shape.count - 1])
      let batches = tensor.shape.dropLast(2).reduce(1, *)
      places.append(
        Place(
          matrices: Matrices(batches: batches, rows: rows, columns: columns), first: rowCount, second: columnCount))
      rowCount += batches * rows
      columnCount += batches * columns
    }
  }
}
