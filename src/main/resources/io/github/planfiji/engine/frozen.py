  def rows(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.view(torch.permute(x, [0, 2, 3, 1]), [torch.size(x, 0), -1, torch.size(x, 1)])
  def adjoint(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.contiguous(torch.transpose(torch.flip(w, [2, 3]), 0, 1))
  def swapped(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.contiguous(torch.transpose(w, 0, 1))
  def same(self: __torch__.Ops, x: Tensor, w: Tensor, pad: int) -> Tensor:
    return torch.conv2d(x, w, None, [1, 1], [pad, 1])
  def same_back(self: __torch__.Ops, g: Tensor, w: Tensor, crop: int) -> Tensor:
    return torch.conv_transpose2d(g, w, None, [1, 1], [1 + crop, 1])
  def up(self: __torch__.Ops, x: Tensor, w: Tensor, crop: int) -> Tensor:
    return torch.conv_transpose2d(x, w, None, [2, 2], [crop, 0])
  def up_back(self: __torch__.Ops, g: Tensor, w: Tensor) -> Tensor:
    return torch.conv2d(g, w, None, [2, 2], [0, 0])
  def crop_blur(self: __torch__.Ops, x: Tensor, taps: Tensor, pad: int) -> Tensor:
    return (self).blur(x, taps, pad, 1, 1)
  def crop_blur_back(self: __torch__.Ops, g: Tensor, taps: Tensor, pad: int) -> Tensor:
    return (self).blur(g, taps, pad, 2, 1)
  def upsample_plus(self: __torch__.Ops, image: Tensor, taps: Tensor, more: Tensor) -> Tensor:
    c = torch.size(image, 1)
    k = torch.expand(taps, [c, 1, 4, 4])
    return torch.add_(torch.conv_transpose2d(image, k, None, [2, 2], [1, 1], [0, 0], c), more)
  def upsample_back(self: __torch__.Ops, g: Tensor, taps: Tensor) -> Tensor:
    return (self).blur(g, taps, 1, 1, 2)
  def repeat(self: __torch__.Ops, x: Tensor, like: Tensor) -> Tensor:
    return torch.contiguous(torch.expand(x, [torch.size(like, 0), -1, -1, -1]), memory_format=2)
  def noise_rows(self: __torch__.Ops, noise: Tensor) -> Tensor:
    row = torch.reshape(noise, [-1])
    return torch.mul(torch.stack([row, torch.ones_like(row)]), 1.4142135623730951)
  def features(self: __torch__.Ops, x: Tensor, channels: int, side: int) -> Tensor:
    return torch.permute(torch.new_empty(x, [torch.size(x, 0), side, side, channels]), [0, 3, 1, 2])
  def some_rows(self: __torch__.Ops, x: Tensor, start: int, rows: int, more: int) -> Tensor:
    above = ops.prim.min(start, more)
    below = ops.prim.min(torch.size(x, 2) - start - rows, more)
    part = torch.narrow(x, 2, start - above, above + rows + below)
    if torch.eq(above + below, more):
      padded = torch.constant_pad_nd(part, [0, 0, more - above, more - below])
    else:
      padded = part
    return padded
  def scaled_rows(self: __torch__.Ops, x: Tensor, s: Tensor, start: int, rows: int) -> Tensor:
    return torch.mul((self).some_rows(x, start, rows, 1), (self).column(s))
  def put_rows(self: __torch__.Ops, x: Tensor, part: Tensor, start: int) -> Tensor:
    return torch.copy_(torch.narrow(x, 2, start, torch.size(part, 2)), part)
  def finish(self: __torch__.Ops, y: Tensor, d: Tensor, noise: Tensor, b: Tensor, out: Tensor, start: int, parts: int) -> Tensor:
    factor = (self).column(torch.mul(d, 1.4142135623730951))
    shift = (self).column(torch.mul(torch.unsqueeze(b, 0), 1.4142135623730951))
    rows = torch.floordiv(torch.size(y, 2), parts)
    map = torch.view(torch.select(noise, 0, 0), [1, 1, torch.size(out, 2), -1])
    for i in range(parts):
      first = torch.mul(i, rows)
      part = torch.narrow(y, 2, first, rows)
      _0 = torch.addcmul(shift, part, factor, out=part)
      _1 = torch.add_(part, torch.narrow(map, 2, start + first, rows))
      _2 = torch.leaky_relu(part, 0.2, out=torch.narrow(out, 2, start + first, rows))
    return out
  def finish_back(self: __torch__.Ops, g: Tensor, out: Tensor, d: Tensor, noise: Tensor, b: Tensor, parts: int) -> Tensor:
    n = torch.size(g, 0)
    c = torch.size(g, 1)
    factor = (self).column(torch.mul(d, 1.4142135623730951))
    rows = torch.floordiv(torch.size(g, 2), parts)
    each = torch.mul(rows, torch.size(g, 3))
    whole = torch.zeros_like(d)
    sums = torch.new_zeros(d, [n, 2, c])
    for i in range(parts):
      gp = torch.narrow(g, 2, torch.mul(i, rows), rows)
      outp = torch.narrow(out, 2, torch.mul(i, rows), rows)
      gz = torch.leaky_relu_backward(gp, outp, 0.2, True)
      _0 = torch.add_(whole, torch.sum(torch.mul_(gp, outp), [2, 3]))
      flat = torch.reshape(torch.permute(gz, [0, 2, 3, 1]), [n, each, c])
      _1 = torch.add_(sums, torch.matmul(torch.narrow(noise, 1, torch.mul(i, each), each), flat))
      _2 = torch.mul(gz, factor, out=outp)
    through = torch.addcmul(torch.select(sums, 1, 0), torch.select(sums, 1, 1), b)
    return torch.sub(whole, through)
  def scale_back(self: __torch__.Ops, g: Tensor, x: Tensor, s: Tensor, gd: Tensor, d: Tensor, e: Tensor, parts: int) -> Tensor:
    factor = (self).column(s)
    rows = torch.floordiv(torch.size(g, 2), parts)
    gs = torch.neg(torch.mul(s, torch.matmul(torch.mul(gd, torch.mul(d, d)), e)))
    for i in range(parts):
      gp = torch.narrow(g, 2, torch.mul(i, rows), rows)
      _0 = torch.add_(gs, torch.sum(torch.mul(gp, torch.narrow(x, 2, torch.mul(i, rows), rows)), [2, 3]))
      _1 = torch.mul_(gp, factor)
    return gs
  def modulated(self: __torch__.Ops, w: Tensor, s: Tensor) -> Tensor:
    return torch.mul(torch.unsqueeze(w, 0), torch.unsqueeze(s, 1))
  def to_rgb(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, b: Tensor) -> Tensor:
    m = (self).modulated(w, s)
    y = torch.bmm(m, torch.transpose((self).rows(x), 1, 2))
    return torch.add(torch.reshape(y, [torch.size(x, 0), -1, torch.size(x, 2), torch.size(x, 3)]), (self).column(b))
  def to_rgb_back(self: __torch__.Ops, g: Tensor, x: Tensor, w: Tensor, s: Tensor) -> Tensor:
    rows = torch.transpose(torch.flatten(g, 2), 1, 2)
    gx = torch.bmm(rows, (self).modulated(w, s))
    return torch.permute(torch.reshape(gx, [torch.size(x, 0), torch.size(x, 2), torch.size(x, 3), torch.size(x, 1)]), [0, 3, 1, 2])
  def to_rgb_back_onto(self: __torch__.Ops, g: Tensor, w: Tensor, s: Tensor, gx: Tensor) -> Tensor:
    return torch.baddbmm_((self).rows(gx), torch.transpose(torch.flatten(g, 2), 1, 2), (self).modulated(w, s))
  def to_rgb_style_back(self: __torch__.Ops, g: Tensor, x: Tensor, w: Tensor) -> Tensor:
    return torch.sum(torch.mul(torch.bmm(torch.flatten(g, 2), (self).rows(x)), torch.unsqueeze(w, 0)), [1])
  def convolve(self: __torch__.Ops, x: Tensor, w: Tensor, stride: int) -> Tensor:
    pad = torch.floordiv(torch.size(w, 2), 2)
    return torch.conv2d(x, w, None, [stride, stride], [pad, pad])
  def convolve_back(self: __torch__.Ops, g: Tensor, x: Tensor, w: Tensor, stride: int) -> Tensor:
    pad = torch.floordiv(torch.size(w, 2), 2)
    high = torch.size(x, 2) - 1 - torch.mul(torch.size(g, 2) - 1, stride)
    wide = torch.size(x, 3) - 1 - torch.mul(torch.size(g, 3) - 1, stride)
    return torch.conv_transpose2d(g, w, None, [stride, stride], [pad, pad], [high, wide])
  def relu(self: __torch__.Ops, y: Tensor, b: Tensor) -> Tensor:
    return torch.relu_(torch.add_(y, (self).column(torch.unsqueeze(b, 0))))
  def join_relu(self: __torch__.Ops, y: Tensor, b: Tensor, more: Tensor) -> Tensor:
    return torch.relu_(torch.add_(torch.add_(y, (self).column(torch.unsqueeze(b, 0))), more))
  def relu_back(self: __torch__.Ops, g: Tensor, out: Tensor) -> Tensor:
    return torch.threshold_backward(g, out, 0, grad_input=g)
  def add_onto(self: __torch__.Ops, x: Tensor, more: Tensor) -> Tensor:
    return torch.add_(x, more)
  def pool_half(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [3, 3], [2, 2], [1, 1])
  def pool_half_back(self: __torch__.Ops, g: Tensor, x: Tensor) -> Tensor:
    y, places, = torch.max_pool2d_with_indices(x, [3, 3], [2, 2], [1, 1])
    return torch.max_pool2d_with_indices_backward(g, x, [3, 3], [2, 2], [1, 1], [1, 1], False, places)
