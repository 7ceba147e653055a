import LoracTestSupport

/// Results of sd-scripts itself, written by Tests/Tools/dataset_reference.py.
let references = ReferenceFolders(largerRun: "LORAC_DATASET_REFERENCE")
