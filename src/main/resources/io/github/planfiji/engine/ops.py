  def grad(self: __torch__.Ops, y: Tensor, xs: List[Tensor]) -> List[Tensor]:
    gs = torch.grad([y], xs, None, False, False, True)
    out = annotate(List[Tensor], [])
    for i in range(len(xs)):
      g = gs[i]
      if torch.__is__(g, None):
        _0 = torch.append(out, torch.zeros_like(xs[i]))
      else:
        _1 = torch.append(out, unchecked_cast(Tensor, g))
    return out
  def grad_graph(self: __torch__.Ops, y: Tensor, xs: List[Tensor]) -> List[Tensor]:
    gs = torch.grad([y], xs, None, True, True, True)
    out = annotate(List[Tensor], [])
    for i in range(len(xs)):
      g = gs[i]
      if torch.__is__(g, None):
        _0 = torch.append(out, torch.zeros_like(xs[i]))
      else:
        _1 = torch.append(out, unchecked_cast(Tensor, g))
    return out
  def adam(self: __torch__.Ops, params: List[Tensor], grads: List[Tensor], ms: List[Tensor], vs: List[Tensor], lr: float, beta1: float, beta2: float, eps: float, step: int) -> int:
    c1 = 1.0 - beta1 ** float(step)
    c2 = (1.0 - beta2 ** float(step)) ** 0.5
    for i in range(len(params)):
      g = grads[i]
      m = torch.add_(torch.mul_(ms[i], beta1), g, alpha=1.0 - beta1)
      v = torch.addcmul_(torch.mul_(vs[i], beta2), g, g, value=1.0 - beta2)
      _0 = torch.addcdiv_(params[i], m, torch.add(torch.div(torch.sqrt(v), c2), eps), value=-(lr / c1))
    return 0
  def decay(self: __torch__.Ops, values: List[Tensor], factor: float) -> int:
    for i in range(len(values)):
      _0 = torch.mul_(values[i], factor)
    return 0
  def lerp(self: __torch__.Ops, averages: List[Tensor], values: List[Tensor], share: float) -> int:
    for i in range(len(averages)):
      _0 = torch.add_(torch.mul_(averages[i], 1.0 - share), values[i], alpha=share)
    return 0
  def copy(self: __torch__.Ops, targets: List[Tensor], sources: List[Tensor]) -> int:
    for i in range(len(targets)):
      _0 = torch.copy_(targets[i], sources[i])
    return 0
  def blur_down(self: __torch__.Ops, x: Tensor, taps: Tensor) -> Tensor:
    return (self).blur(x, taps, 1, 1, 2)
  def upsample(self: __torch__.Ops, x: Tensor, taps: Tensor) -> Tensor:
    c = torch.size(x, 1)
    k = torch.expand(torch.mul(taps, 4.0), [c, 1, 4, 4])
    return torch.conv_transpose2d(x, k, None, [2, 2], [1, 1], [0, 0], c)
  def activate(self: __torch__.Ops, x: Tensor, b: Tensor) -> Tensor:
    return torch.mul(torch.leaky_relu(torch.add(x, (self).column(b)), 0.2), 1.4142135623730951)
  def leaky(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.mul(torch.leaky_relu(x, 0.2), 1.4142135623730951)
  def is_finite(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.to(torch.all(torch.isfinite(x)), 6)
  def styled_end(self: __torch__.Ops, y: Tensor, w: Tensor, s: Tensor, noise: Tensor, b: Tensor) -> Tensor:
    d = (self).demodulation(s, (self).energy(w))
    offset = torch.mul(torch.add(noise, (self).column(b)), 1.4142135623730951)
    z = torch.addcmul(offset, y, (self).column(torch.mul(d, 1.4142135623730951)))
    return torch.leaky_relu_(z, 0.2)
  def styled_conv(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, noise: Tensor, b: Tensor) -> Tensor:
    y = torch.conv2d(torch.mul(x, (self).column(s)), w, None, [1, 1], [1, 1])
    return (self).styled_end(y, w, s, noise, b)
  def styled_conv_up(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, noise: Tensor, b: Tensor, taps: Tensor) -> Tensor:
    y = torch.conv_transpose2d(torch.mul(x, (self).column(s)), torch.transpose(w, 0, 1), None, [2, 2], [0, 0])
    return (self).styled_end((self).blur(y, torch.mul(taps, 4.0), 1, 1, 1), w, s, noise, b)
  def to_rgb(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, b: Tensor) -> Tensor:
    n = torch.size(x, 0)
    c = torch.size(x, 1)
    m = torch.mul(torch.reshape(w, [1, -1, c]), torch.unsqueeze(s, 1))
    y = torch.bmm(m, torch.reshape(x, [n, c, -1]))
    y0 = torch.reshape(y, [n, -1, torch.size(x, 2), torch.size(x, 3)])
    return torch.add(y0, (self).column(b))
  def conv(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    p = torch.floordiv(torch.size(w, 2), 2)
    return torch.conv2d(x, w, None, [1, 1], [p, p])
  def conv_half(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    p = torch.floordiv(torch.size(w, 2), 2)
    return torch.conv2d(x, w, None, [2, 2], [p, p])
  def conv_bias(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    p = torch.floordiv(torch.size(w, 2), 2)
    return torch.conv2d(x, w, b, [1, 1], [p, p])
  def conv_bias_half(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    p = torch.floordiv(torch.size(w, 2), 2)
    return torch.conv2d(x, w, b, [2, 2], [p, p])
  def conv_blur_half(self: __torch__.Ops, x: Tensor, w: Tensor, taps: Tensor) -> Tensor:
    return torch.conv2d((self).blur(x, taps, 2, 2, 1), w, None, [2, 2], [0, 0])
  def normalize_second_moment(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.mul(x, torch.rsqrt(torch.add(torch.mean(torch.mul(x, x), [1], True), 1e-08)))
  def minibatch_std(self: __torch__.Ops, x: Tensor) -> Tensor:
    n = torch.size(x, 0)
    g = 4
    if torch.ne(torch.remainder(n, 4), 0):
      g = n
    else:
      pass
    y = torch.reshape(x, [g, torch.floordiv(n, g), torch.size(x, 1), torch.size(x, 2), torch.size(x, 3)])
    y0 = torch.sub(y, torch.mean(y, [0], True))
    y1 = torch.sqrt(torch.add(torch.mean(torch.mul(y0, y0), [0]), 1e-08))
    y2 = torch.reshape(torch.mean(y1, [1, 2, 3]), [-1, 1, 1, 1])
    y3 = torch.repeat(y2, [g, 1, torch.size(x, 2), torch.size(x, 3)])
    return torch.cat([x, y3], 1)
  def batch_norm(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, mean: Tensor, var: Tensor) -> Tensor:
    return torch.batch_norm(x, w, b, mean, var, False, 0.1, 1e-05, False)
  def batch_norm_train(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, mean: Tensor, var: Tensor) -> Tensor:
    return torch.batch_norm(x, w, b, mean, var, True, 0.1, 1e-05, False)
  def relu_onto(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.relu_(x)
  def add_relu_onto(self: __torch__.Ops, x: Tensor, more: Tensor) -> Tensor:
    return torch.relu_(torch.add_(x, more))
  def max_pool_half(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [3, 3], [2, 2], [1, 1])
  def softplus_mean(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.mean(torch.softplus(x))
  def shift(self: __torch__.Ops, x: Tensor, dy: Tensor, dx: Tensor, margin: Tensor) -> Tensor:
    m = int(margin)
    h = torch.size(x, 2)
    w = torch.size(x, 3)
    p = torch.constant_pad_nd(x, [m, m, m, m], -1.)
    out = annotate(List[Tensor], [])
    for i in range(torch.size(x, 0)):
      t = torch.narrow(torch.select(p, 0, i), 1, int(torch.select(dy, 0, i)), h)
      _0 = torch.append(out, torch.narrow(t, 2, int(torch.select(dx, 0, i)), w))
    return torch.stack(out)
