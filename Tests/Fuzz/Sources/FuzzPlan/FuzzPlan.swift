import LoracFuzzing

/// What libFuzzer calls with each input.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ bytes: UnsafeRawPointer?, _ count: Int) -> Int32 {
  fuzzPlan(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}
