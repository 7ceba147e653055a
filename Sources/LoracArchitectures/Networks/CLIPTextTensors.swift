extension CLIPTextConfiguration {
  /// Every tensor of the text encoder; original names stand below `cond_stage_model.transformer.`.
  ///
  /// Both layouts have transformers' names. Some single files leave `text_model.` out (sd-scripts library/model_util.py:970).
  package var tensors: [NetworkTensor] {
    var table = TensorTable("text_encoder")
    func add(_ name: String, _ shape: [Int]) { table.add("text_model.\(name)", original: "text_model.\(name)", shape) }
    for (name, count) in [("token_embedding", vocabularySize), ("position_embedding", positionCount)] {
      let path = "text_model.embeddings.\(name)"
      table.add(path, original: path, "weight", [count, width])
    }
    for layer in 0..<layerCount {
      let block = "encoder.layers.\(layer)"
      add("\(block).layer_norm1", [width])
      for part in ["q_proj", "k_proj", "v_proj", "out_proj"] { add("\(block).self_attn.\(part)", [width, width]) }
      add("\(block).layer_norm2", [width])
      add("\(block).mlp.fc1", [feedForwardWidth, width])
      add("\(block).mlp.fc2", [width, feedForwardWidth])
    }
    add("final_layer_norm", [width])
    return table.tensors
  }
}
