  def pack_same(self: __torch__.Ops, w: Tensor, rows: int, side: int, pad: int) -> Tensor:
    return ops.mkldnn._reorder_convolution_weight(w, [pad, 1], [1, 1], [1, 1], 1, [1, torch.size(w, 1), rows, side])
  def same(self: __torch__.Ops, x: Tensor, w: Tensor, pad: int) -> Tensor:
    return ops.mkldnn._convolution_pointwise(x, w, None, [pad, 1], [1, 1], [1, 1], 1, "none", annotate(List[Optional[number]], []), "")
  def pack_up(self: __torch__.Ops, w: Tensor, rows: int, side: int, crop: int) -> Tensor:
    return ops.mkldnn._reorder_convolution_transpose_weight(w, [crop, 0], [0, 0], [2, 2], [1, 1], 1, [1, torch.size(w, 0), rows, side])
  def up(self: __torch__.Ops, x: Tensor, w: Tensor, crop: int) -> Tensor:
    return ops.mkldnn._convolution_transpose_pointwise(x, w, None, [crop, 0], [0, 0], [2, 2], [1, 1], 1, "none", annotate(List[Optional[number]], []), "")
  def pack_up_back(self: __torch__.Ops, w: Tensor, rows: int, side: int) -> Tensor:
    return ops.mkldnn._reorder_convolution_weight(w, [0, 0], [2, 2], [1, 1], 1, [1, torch.size(w, 1), rows, side])
  def up_back(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return ops.mkldnn._convolution_pointwise(x, w, None, [0, 0], [2, 2], [1, 1], 1, "none", annotate(List[Optional[number]], []), "")
