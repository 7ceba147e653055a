// Access to several arrays at once for the kernels. Empty arrays have no address; kernels do not touch them.

func withPointers<First, Second>(
  _ first: inout [First], _ second: inout [Second],
  _ body: (UnsafeMutablePointer<First>, UnsafeMutablePointer<Second>) -> Void
) {
  first.withUnsafeMutableBufferPointer { first in
    second.withUnsafeMutableBufferPointer { second in
      guard let first = first.baseAddress, let second = second.baseAddress else { return }
      body(first, second)
    }
  }
}

func withPointers<First, Second, Third>(
  _ first: inout [First], _ second: inout [Second], _ third: inout [Third],
  _ body: (UnsafeMutablePointer<First>, UnsafeMutablePointer<Second>, UnsafeMutablePointer<Third>) -> Void
) {
  withPointers(&first, &second) { first, second in
    third.withUnsafeMutableBufferPointer { third in
      guard let third = third.baseAddress else { return }
      body(first, second, third)
    }
  }
}

/// As many zeros as the layout has parameters.
func zeros(_ layout: ParameterLayout) -> [Float] { [Float](repeating: 0, count: layout.parameterCount) }

/// A zero for each tensor of the layout.
func zeroCounts(_ layout: ParameterLayout) -> [Int64] { [Int64](repeating: 0, count: layout.tensors.count) }
