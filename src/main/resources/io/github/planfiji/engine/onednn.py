class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  def pack_same(self: __torch__.Ops, w: Tensor, side: int) -> Tensor:
    return ops.mkldnn._reorder_convolution_weight(w, [1, 1], [1, 1], [1, 1], 1, [1, torch.size(w, 1), side, side])
  def same(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return ops.mkldnn._convolution_pointwise(x, w, None, [1, 1], [1, 1], [1, 1], 1, "none", annotate(List[Optional[number]], []), "")
  def pack_up(self: __torch__.Ops, w: Tensor, side: int) -> Tensor:
    return ops.mkldnn._reorder_convolution_transpose_weight(w, [0, 0], [0, 0], [2, 2], [1, 1], 1, [1, torch.size(w, 0), side, side])
  def up(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return ops.mkldnn._convolution_transpose_pointwise(x, w, None, [0, 0], [0, 0], [2, 2], [1, 1], 1, "none", annotate(List[Optional[number]], []), "")
  def pack_up_back(self: __torch__.Ops, w: Tensor, side: int) -> Tensor:
    return ops.mkldnn._reorder_convolution_weight(w, [0, 0], [2, 2], [1, 1], 1, [1, torch.size(w, 1), side, side])
  def up_back(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return ops.mkldnn._convolution_pointwise(x, w, None, [0, 0], [2, 2], [1, 1], 1, "none", annotate(List[Optional[number]], []), "")
