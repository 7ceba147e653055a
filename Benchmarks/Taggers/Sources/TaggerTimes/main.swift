internal import Glibc
internal import LoracFiles
internal import LoracImages
internal import LoracONNX
internal import LoracTaggers

// TaggerTimes LIBRARY MODEL TAGS THREADS ROUNDS PICTURE…: tags each picture ROUNDS times. Writes the seconds that opening
// the model took, then for each picture those of every round, of preparing and running together, then the sum of its confidences.

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let arguments = CommandLine.arguments
guard arguments.count > 6, let threads = Int(arguments[4]), let rounds = Int(arguments[5]) else {
  print("usage: TaggerTimes LIBRARY MODEL TAGS THREADS ROUNDS PICTURE…")
  exit(2)
}
var search = ONNXRuntimeSearch()
search.given = arguments[1]
let start = now()
let session = try search.open().session(model: arguments[2], threads: threads)
let vocabulary = try Tagger.Kind.wd14.vocabulary(FileSystem.read(arguments[3]))
let tagger = try Tagger(kind: .wd14, session: session, vocabulary: vocabulary)
print(now() - start)
for path in arguments[6...] {
  let bytes = try FileSystem.read(path)
  var times: [Double] = []
  var sum: Float = 0
  for _ in 0..<rounds {
    let start = now()
    let scores = try tagger.scores(for: ImageDecoder.decode(bytes), floor: 0)
    times.append(now() - start)
    sum = scores.scores.reduce(0) { $0 + $1.confidence }
  }
  print(times.map { "\($0)" }.joined(separator: " "), sum)
}
