/// The average of the losses of the last epoch's worth of micro-batches (sd-scripts library/train_util.py:6668-6688).
struct LossRecorder: Sendable, Codable, Hashable {
  private var losses: [Double] = []
  private var total = 0.0

  /// Records the loss of a place in the epoch; `epoch` counts from 0, and the first one's losses are appended.
  mutating func add(epoch: Int, step: Int, loss: Double) {
    if epoch == 0 {
      losses.append(loss)
    } else {
      while losses.count <= step { losses.append(0) }
      total -= losses[step]
      losses[step] = loss
    }
    total += loss
  }

  /// The mean of what is recorded; 0 of nothing.
  var average: Double { losses.isEmpty ? 0 : total / Double(losses.count) }
}
