internal import Glibc
internal import LoracCaptioning
internal import LoracFiles
internal import LoracImages
internal import LoracTensor

// CaptionTimes FOLDER THREADS BEAMS ROUNDS PICTURE: captions the picture ROUNDS times, each time with 20 new tokens. Writes the
// seconds and the processor's seconds of every round, then the most memory in MiB, then the tokens; a line each.

func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let arguments = CommandLine.arguments
guard arguments.count == 6, let threads = Int(arguments[2]), let beams = Int(arguments[3]),
  let rounds = Int(arguments[4])
else {
  print("usage: CaptionTimes FOLDER THREADS BEAMS ROUNDS PICTURE")
  exit(2)
}
// As the program does before it computes.
if let kernels = BLAS.preferredKernels { setenv(BLAS.kernelVariable, kernels, 0) }
let captioner = try BLIPCaptioner(folder: arguments[1], threads: threads)
let picture = try ImageDecoder.decode(FileSystem.read(arguments[5]))
var options = captioner.options
options.beamCount = beams
options.minimumLength = 25
var (times, processor, tokens) = ([Double](), [Double](), [Int]())
for _ in 0..<rounds {
  let (start, used) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
  tokens = try captioner.tokens(picture, options)
  times.append(seconds(CLOCK_MONOTONIC) - start)
  processor.append(seconds(CLOCK_PROCESS_CPUTIME_ID) - used)
}
var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
for line in [times, processor] { print(line.map { "\($0)" }.joined(separator: " ")) }
print(usage.ru_maxrss / 1024)
print(tokens.map { "\($0)" }.joined(separator: " "))
