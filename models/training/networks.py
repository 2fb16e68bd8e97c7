# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The zoo's networks by family, for small images: LeNet, VGG, ResNet, DenseNet, Inception, MobileNet and ShuffleNet.

Every builder takes the input's channels, the depth or width that tells two members of a family apart,
and a normalisation: "batch", "none", "l1" or "topk". Only operators that Ohmic imports are used. Module names
become the names of ONNX tensors, which seed the simulator's draws: renaming a module changes results.
"""

import math

import torch
from torch import nn

CLASSES = 10


class _ByDeviations(torch.autograd.Function):
    """gain (x - mean) / sqrt(scale^2 + eps) + bias of each channel, with the gradient through mean and scale.

    What batch normalisation shares, PyTorch's own kernels compute, as at evaluation: a third of the time that automatic
    differentiation takes.

        dL/dscale = - gain scale r^3 sum g (x - mean)                 r = 1 / sqrt(scale^2 + eps), g = dL/dy
        dL/dx_i   = gain r (g_i - mean g) + dL/dscale (s_i - mean s)  s_i = dscale/dx_i at a fixed mean
    """

    @staticmethod
    def forward(context, input, gain, bias, law, eps):
        wide = torch.promote_types(input.dtype, torch.float32)
        values = _pixels(input).to(wide, copy=True)
        mean = _channel_sum(values, len(gain), wide) / (values.numel() / len(gain))
        scale, *slope = law.measure(values.sub_(_tiled(mean, values)), len(gain), input.dtype)
        variance = scale.square()
        context.save_for_backward(input, gain, mean, scale, *slope)
        context.law, context.eps = law, eps
        context.mark_non_differentiable(mean, variance)
        output = torch.ops.aten.native_batch_norm(input, gain, bias, mean, variance, False, 0.0, eps)[0]
        return output, mean, variance

    @staticmethod
    def backward(context, gradient, *_):
        input, gain, mean, scale, mean_slope, *slope = context.saved_tensors
        variance = scale.square()
        by_input, by_gain, by_bias = torch.ops.aten.native_batch_norm_backward(
            gradient, input, gain, mean, variance, None, None, False, context.eps, [True] * 3)
        by_scale = -gain * scale * by_gain / (variance + context.eps)
        by_mean = gain * by_bias * len(gain) / (input.numel() * (variance + context.eps).sqrt()) + by_scale * mean_slope
        changed = _pixels(by_input)
        changed -= _tiled(by_mean, changed)
        context.law.add_slope(changed, by_scale, *slope)
        return changed.reshape(input.permute(0, 2, 3, 1).shape).permute(0, 3, 1, 2), by_gain, by_bias, None, None


def _pixels(values):
    """[N, C, H, W] as [N, H W C]: no copy in channels_last, and long rows for PyTorch's loops."""
    return values.permute(0, 2, 3, 1).flatten(1)


def _tiled(channels, pixels):
    """[C] repeated for every pixel of a row of [N, H W C], in its type."""
    return channels.to(pixels.dtype).repeat(pixels.shape[1] // len(channels))


def _channel_sum(pixels, channels, dtype):
    """Sum of [N, H W C] over all but the channels, computed in that type."""
    return pixels.sum(0, dtype=dtype).reshape(-1, channels).sum(0)


class DeviationBatchNorm2d(nn.BatchNorm2d):
    """Batch normalisation by absolute deviations instead of the standard deviation.

    A subclass's measure(centred, channels, dtype) takes x - mean(x), [N, H W C], and C; it gives one scale for each channel,
    [C], that equals the standard deviation of a normal law; the mean over values of dscale/dx at a fixed mean, [C]; and
    what its add_slope(pixels, factor, ...) needs to add factor * dscale/dx to pixels, [N, H W C], of that dtype. It may
    write over centred. The running variance holds scale^2, so that evaluation and export are ordinary batch normalisation.
    """

    def forward(self, input):
        if not self.training:
            return super().forward(input)
        output, mean, variance = _ByDeviations.apply(input, self.weight, self.bias, type(self), self.eps)
        with torch.no_grad():
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance, self.momentum)
        return output


class L1BatchNorm2d(DeviationBatchNorm2d):
    """By the mean absolute deviation.

        scale = sqrt(pi / 2) * mean |x - mean(x)|

    Source  Wu et al., "L1-Norm Batch Normalization for Efficient Training of Deep Neural Networks",
            IEEE TNNLS 2019.
    """

    FACTOR = math.sqrt(math.pi / 2)

    @classmethod
    def measure(cls, centred, channels, dtype):
        signs = centred.to(dtype, copy=True).sign_()
        factor = cls.FACTOR * channels / centred.numel()
        mean_slope = factor * _channel_sum(signs, channels, centred.dtype) * (channels / centred.numel())
        return factor * _channel_sum(centred.abs_(), channels, centred.dtype), mean_slope, signs

    @classmethod
    def add_slope(cls, pixels, factor, signs):
        pixels.addcmul_(signs, _tiled(factor * (cls.FACTOR * len(factor) / pixels.numel()), pixels))


class TopKBatchNorm2d(DeviationBatchNorm2d):
    """By the mean of the TOP greatest absolute deviations of a channel.

        scale = mean of the k greatest |x - mean(x)| / c     of n values of the channel, p = k / n
        c     = sqrt(2 / pi) exp(-z^2 / 2) / p               mean of |x| beyond z of a normal law
        z     = sqrt(2) erfinv(1 - p)                        which the share p exceeds

    Source  Hoffer et al., "Norm matters: efficient and accurate normalization schemes in deep networks", NeurIPS
            2018, with their k = 10; c is the tail's mean, where theirs is an estimate.
    """

    TOP = 10

    @classmethod
    def measure(cls, centred, channels, dtype):
        rows = centred.reshape(-1, channels)
        signs = rows.sign()
        greatest, places = _greatest(centred.abs_(), min(cls.TOP, len(rows)), channels)
        tail_mean = cls._tail_mean(len(rows))
        slope = signs.gather(0, places) / (len(places) * tail_mean)
        return greatest.mean(0) / tail_mean, slope.sum(0) / len(rows), slope, places

    @staticmethod
    def add_slope(pixels, factor, slope, places):
        pixels.view(-1, len(factor)).scatter_add_(0, places, (slope * factor).to(pixels.dtype))

    @classmethod
    def _tail_mean(cls, count):
        share = min(cls.TOP, count) / count
        quantile = math.sqrt(2) * float(torch.erfinv(torch.tensor(1 - share, dtype=torch.float64)))
        return math.sqrt(2 / math.pi) * math.exp(-quantile**2 / 2) / share


def _greatest(values, count, channels):
    """The `count` greatest of each channel of [N, H W C], and their places in [N H W, C]; [count, C] each.

    They lie at the `count` pixels whose greatest over the batch are greatest: one pass over all values.
    """
    pixels = values.shape[1] // channels
    if pixels <= count:
        return values.reshape(-1, channels).topk(count, 0, sorted=False)
    best = values.amax(0).reshape(pixels, channels).topk(count, 0, sorted=False).indices
    candidates = values.reshape(-1, pixels, channels).gather(1, best.expand(len(values), -1, -1)).flatten(0, 1)
    greatest, places = candidates.topk(count, 0, sorted=False)
    return greatest, places.div(count, rounding_mode="floor") * pixels + best.gather(0, places % count)


NORMALISATIONS = {"batch": nn.BatchNorm2d, "none": nn.Identity, "l1": L1BatchNorm2d, "topk": TopKBatchNorm2d}


def convolution(inputs, outputs, kernel, norm, stride=1, groups=1):
    """A convolution that keeps the size at stride 1.

    Its bias is left to the normalisation if there is one; without one the weights start at He's variance.
    """
    layer = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=norm == "none")
    if norm == "none":
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return layer


class ConvolutionBlock(nn.Sequential):
    """Convolution, normalisation, and ReLU unless the block is linear."""

    def __init__(self, inputs, outputs, kernel, norm, stride=1, groups=1, linear=False):
        super().__init__()
        self.add_module("conv", convolution(inputs, outputs, kernel, norm, stride, groups))
        if norm != "none":
            self.add_module("norm", NORMALISATIONS[norm](outputs))
        if not linear:
            self.add_module("relu", nn.ReLU())


class Classifier(nn.Module):
    """Features, mean over the image, one fully connected layer."""

    def __init__(self, features, channels):
        super().__init__()
        self.features = features
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(channels, CLASSES)

    def forward(self, input):
        return self.fc(self.flatten(self.pool(self.features(input))))


def lenet5(channels, size):
    """LeNet-5 with ReLU and max pooling (LeCun et al., 1998, with today's activations); needs no normalisation."""
    side = size // 4 - 2
    return _named_sequence(
        conv1=nn.Conv2d(channels, 6, 5, padding=2), relu1=nn.ReLU(), pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(6, 16, 5), relu2=nn.ReLU(), pool2=nn.MaxPool2d(2),
        flatten=nn.Flatten(), fc1=nn.Linear(16 * side * side, 120), relu3=nn.ReLU(),
        fc2=nn.Linear(120, 84), relu4=nn.ReLU(), fc3=nn.Linear(84, CLASSES),
    )


def _named_sequence(**modules):
    sequence = nn.Sequential()
    for name, module in modules.items():
        sequence.add_module(name, module)
    return sequence


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions beside a shortcut; the shortcut is a 1x1 convolution where the shape changes."""

    def __init__(self, inputs, outputs, stride, norm):
        super().__init__()
        self.conv1 = convolution(inputs, outputs, 3, norm, stride)
        self.norm1 = NORMALISATIONS[norm](outputs)
        self.relu1 = nn.ReLU()
        self.conv2 = convolution(outputs, outputs, 3, norm)
        self.norm2 = NORMALISATIONS[norm](outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut.add_module("conv", convolution(inputs, outputs, 1, norm, stride))
            self.shortcut.add_module("norm", NORMALISATIONS[norm](outputs))
        self.relu2 = nn.ReLU()
        if norm == "none":
            nn.init.zeros_(self.conv2.weight)

    def forward(self, input):
        inner = self.relu1(self.norm1(self.conv1(input)))
        return self.relu2(self.norm2(self.conv2(inner)) + self.shortcut(input))


def resnet(channels, depth, width=16, norm="batch"):
    """CIFAR-style ResNet (He et al., 2016): depth = 6 n + 2 layers, widths w, 2 w, 4 w."""
    blocks, remainder = divmod(depth - 2, 6)
    if remainder != 0 or blocks < 1:
        raise ValueError(f"resnet: depth {depth} is not 6 n + 2")
    return _residual_stages(channels, width, (blocks,) * 3, norm)


def _residual_stages(channels, width, stages, norm):
    features = _named_sequence(stem=ConvolutionBlock(channels, width, 3, norm))
    inputs = width
    for stage, blocks in enumerate(stages):
        outputs = width * 2**stage
        for block in range(blocks):
            stride = 2 if stage > 0 and block == 0 else 1
            features.add_module(f"stage{stage + 1}_{block + 1}", ResidualBlock(inputs, outputs, stride, norm))
            inputs = outputs
    return Classifier(features, inputs)


WIDE_RESNET_STAGES = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3)}


def wide_resnet(channels, depth, width=64, norm="batch"):
    """ResNet-18 and -34 (He et al., 2016) for small images: four stages of widths w to 8 w behind a 3x3 stem of stride 1,
    without the first pooling; what papers on CIFAR-10 mean by these names."""
    return _residual_stages(channels, width, WIDE_RESNET_STAGES[depth], norm)


VGG_STAGES = {8: (1, 1, 1, 2, 2), 11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3)}


def vgg(channels, depth, width=64, widest=8, norm="batch"):
    """VGG (Simonyan and Zisserman, 2015): the width doubles from stage to stage up to `widest` times the first.

    Max pooling stands between the stages. The depth counts the original's three fully connected layers,
    of which small images need one.
    """
    features = nn.Sequential()
    inputs = channels
    for stage, layers in enumerate(VGG_STAGES[depth]):
        outputs = width * min(2**stage, widest)
        for layer in range(layers):
            features.add_module(f"conv{stage + 1}_{layer + 1}", ConvolutionBlock(inputs, outputs, 3, norm))
            inputs = outputs
        if stage < 4:
            features.add_module(f"pool{stage + 1}", nn.MaxPool2d(2))
    return Classifier(features, inputs)


class PreactivationBlock(nn.Sequential):
    """Normalisation, ReLU, convolution: DenseNet's order."""

    def __init__(self, inputs, outputs, kernel, norm):
        super().__init__()
        if norm != "none":
            self.add_module("norm", NORMALISATIONS[norm](inputs))
        self.add_module("relu", nn.ReLU())
        self.add_module("conv", convolution(inputs, outputs, kernel, norm))


class DenseLayer(nn.Module):
    """Appends `growth` channels computed from all channels before."""

    def __init__(self, inputs, growth, norm):
        super().__init__()
        self.block = PreactivationBlock(inputs, growth, 3, norm)

    def forward(self, input):
        return torch.cat([input, self.block(input)], 1)


def densenet(channels, depth, growth, stem_stride=1, norm="batch"):
    """DenseNet without bottlenecks (Huang et al., 2017): depth = 3 n + 4; transitions halve the channels.

    A stem of stride 2, as for large images, makes the network four times cheaper.
    """
    layers, remainder = divmod(depth - 4, 3)
    if remainder != 0 or layers < 1:
        raise ValueError(f"densenet: depth {depth} is not 3 n + 4")
    inputs = 2 * growth
    features = _named_sequence(stem=convolution(channels, inputs, 3, norm, stem_stride))
    for stage in range(3):
        for layer in range(layers):
            features.add_module(f"dense{stage + 1}_{layer + 1}", DenseLayer(inputs, growth, norm))
            inputs += growth
        if stage < 2:
            features.add_module(f"transition{stage + 1}", PreactivationBlock(inputs, inputs // 2, 1, norm))
            features.add_module(f"pool{stage + 1}", nn.AvgPool2d(2))
            inputs //= 2
    if norm != "none":
        features.add_module("norm", NORMALISATIONS[norm](inputs))
    features.add_module("relu", nn.ReLU())
    return Classifier(features, inputs)


class InceptionModule(nn.Module):
    """Four branches side by side: 1x1; 1x1 then 3x3; 1x1 then 5x5; max pooling then 1x1."""

    def __init__(self, inputs, width, norm):
        super().__init__()
        self.one = ConvolutionBlock(inputs, 2 * width, 1, norm)
        self.three_reduce = ConvolutionBlock(inputs, 2 * width, 1, norm)
        self.three = ConvolutionBlock(2 * width, 4 * width, 3, norm)
        self.five_reduce = ConvolutionBlock(inputs, width // 2, 1, norm)
        self.five = ConvolutionBlock(width // 2, width, 5, norm)
        self.pool = nn.MaxPool2d(3, 1, 1)
        self.pool_one = ConvolutionBlock(inputs, width, 1, norm)

    def forward(self, input):
        three = self.three(self.three_reduce(input))
        five = self.five(self.five_reduce(input))
        return torch.cat([self.one(input), three, five, self.pool_one(self.pool(input))], 1)


def inception(channels, width, modules=(2, 3, 2), stem_stride=1, norm="batch"):
    """GoogLeNet style (Szegedy et al., 2015): a 3x3 stem, then stages of modules of 8 w channels.

    The width grows by half of the first from stage to stage. A stem of stride 2, as for large images,
    makes the network four times cheaper.
    """
    inputs = 4 * width
    features = _named_sequence(stem=ConvolutionBlock(channels, inputs, 3, norm, stem_stride))
    for stage, count in enumerate(modules):
        stage_width = width + stage * width // 2
        for module in range(count):
            features.add_module(f"inception{stage + 1}_{module + 1}", InceptionModule(inputs, stage_width, norm))
            inputs = 8 * stage_width
        if stage + 1 < len(modules):
            features.add_module(f"pool{stage + 1}", nn.MaxPool2d(2))
    return Classifier(features, inputs)


class SeparableBlock(nn.Sequential):
    """A 3x3 convolution per channel, then a 1x1 convolution across the channels."""

    def __init__(self, inputs, outputs, stride, norm):
        super().__init__()
        self.add_module("depthwise", ConvolutionBlock(inputs, inputs, 3, norm, stride, groups=inputs))
        self.add_module("pointwise", ConvolutionBlock(inputs, outputs, 1, norm))


def mobilenet(channels, width, blocks=(2, 2, 2, 2), norm="batch"):
    """MobileNet V1 (Howard et al., 2017) for small images: stages of widths 2 w, 4 w, 8 w, 16 w.

    The stem and the first stage keep the size; every later stage halves it.
    """
    features = _named_sequence(stem=ConvolutionBlock(channels, width, 3, norm))
    inputs = width
    for stage, count in enumerate(blocks):
        outputs = width * 2 ** (stage + 1)
        for block in range(count):
            stride = 2 if stage > 0 and block == 0 else 1
            features.add_module(f"separable{stage + 1}_{block + 1}", SeparableBlock(inputs, outputs, stride, norm))
            inputs = outputs
    return Classifier(features, inputs)


def _interleaved(first, second):
    """ShuffleNet's shuffle of two groups: channels of the two in turn."""
    batch, channels, height, width = first.shape
    return torch.stack((first, second), 2).reshape(-1, 2 * int(channels), int(height), int(width))


class ShuffleBlock(nn.Module):
    """Half of the channels pass; the other half meets 1x1, depthwise 3x3 and 1x1. With stride 2 both halves are made
    from all channels, the first by depthwise 3x3 and 1x1."""

    def __init__(self, inputs, outputs, stride, norm):
        super().__init__()
        half = outputs // 2
        entering = inputs if stride == 2 else half
        self.reduces = stride == 2
        self.inner = _named_sequence(
            expand=ConvolutionBlock(entering, half, 1, norm),
            depthwise=ConvolutionBlock(half, half, 3, norm, stride, groups=half, linear=True),
            project=ConvolutionBlock(half, half, 1, norm),
        )
        if self.reduces:
            self.beside = _named_sequence(
                depthwise=ConvolutionBlock(inputs, inputs, 3, norm, stride, groups=inputs, linear=True),
                project=ConvolutionBlock(inputs, half, 1, norm),
            )

    def forward(self, input):
        if self.reduces:
            return _interleaved(self.beside(input), self.inner(input))
        passing, entering = input.chunk(2, 1)
        return _interleaved(passing, self.inner(entering))


def shufflenet_v2(channels, widths=(116, 232, 464), last=1024, blocks=(4, 8, 4), norm="batch"):
    """ShuffleNetV2 (Ma et al., 2018), its 1x size, for small images: a 1x1 stem of 24 channels at full size, three
    stages that each halve the image, a 1x1 convolution before the mean."""
    features = _named_sequence(stem=ConvolutionBlock(channels, 24, 1, norm))
    inputs = 24
    for stage, (outputs, count) in enumerate(zip(widths, blocks)):
        for block in range(count):
            features.add_module(f"stage{stage + 1}_{block + 1}",
                                ShuffleBlock(inputs, outputs, 2 if block == 0 else 1, norm))
            inputs = outputs
    features.add_module("last", ConvolutionBlock(inputs, last, 1, norm))
    return Classifier(features, last)
