// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "models/graph/refusal.h"
#include "models/graph/window_shape.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/window_attributes.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

/// An operand of images as {images, channels, height, width}, or without the first axis if the batch is
/// dropped.
struct Images {
  Shape lead;  ///< {images}, or none
  std::int64_t channels, height, width;
};

Images imagesOf(NodeReader& node, std::int64_t block) {
  const Shape whole = node.shape(0);
  if (whole.size() != 4 || block < 1 || block > 4096) {
    refuse(fmt::format("found input {} and blocksize {}", describe(whole), block),
           "allowed: batch x channels x height x width, and 1 to 4096");
  }
  const Shape lead = node.batchAxes(0) == 1 ? Shape() : Shape{whole[0]};
  return {lead, whole[1], whole[2], whole[3]};
}

/// Axes behind the lead's, renumbered.
Transpose behindLead(const Shape& lead, Numbers order) {
  Numbers all(lead.size());
  std::iota(all.begin(), all.end(), 0);
  for (const std::int64_t axis : order) {
    all.push_back(axis + static_cast<std::int64_t>(lead.size()));
  }
  return Transpose{all};
}

Shape behindLead(Shape lead, std::initializer_list<std::int64_t> extents) {
  lead.insert(lead.end(), extents);
  return lead;
}

}  // namespace

void importDepthToSpace(NodeReader& node) {
  const std::int64_t block = node.attributes.integer("blocksize", 0);
  const std::string mode = node.attributes.text("mode", "DCR");
  const Images image = imagesOf(node, block);
  const std::int64_t area = block * block;
  if (image.channels % area != 0 || (mode != "DCR" && mode != "CRD")) {
    refuse(fmt::format("found {} channels, blocksize {}, mode {}", image.channels, block, inQuotes(mode)),
           "allowed: channels that are a multiple of the block's pixels, DCR or CRD");
  }
  const std::int64_t deep = image.channels / area;
  const bool isFirst = mode == "DCR";  // the place in the block comes before the channel
  const std::size_t apart =
      node.apply(Reshape{isFirst ? behindLead(image.lead, {block, block, deep, image.height, image.width})
                                 : behindLead(image.lead, {deep, block, block, image.height, image.width})},
                 {0}, "blocks");
  const Numbers order = isFirst ? Numbers{2, 3, 0, 4, 1} : Numbers{0, 3, 1, 4, 2};
  const std::size_t turned = node.apply(behindLead(image.lead, order), {apart}, "turned");
  node.emit(Reshape{behindLead(image.lead, {deep, image.height * block, image.width * block})}, {turned});
}

void importSpaceToDepth(NodeReader& node) {
  const std::int64_t block = node.attributes.integer("blocksize", 0);
  const Images image = imagesOf(node, block);
  if (image.height % block != 0 || image.width % block != 0) {
    refuse(fmt::format("found an image of {}x{} and blocksize {}", image.height, image.width, block),
           "allowed: a block that divides both");
  }
  const std::int64_t rows = image.height / block, columns = image.width / block;
  const std::size_t apart = node.apply(
      Reshape{behindLead(image.lead, {image.channels, rows, block, columns, block})}, {0}, "blocks");
  const std::size_t turned = node.apply(behindLead(image.lead, Numbers{2, 4, 0, 1, 3}), {apart}, "turned");
  node.emit(Reshape{behindLead(image.lead, {image.channels * block * block, rows, columns})}, {turned});
}

/// Sums columns of patches back into an image, kernel position by kernel position (torch.nn.Fold).
void importCol2Im(NodeReader& node) {
  const Numbers image = node.integers(1, "image shape");
  const Numbers block = node.integers(2, "block shape");
  const std::size_t rank = image.size();
  Windows w;
  w.kernel = block;
  w.strides = node.attributes.integers("strides", Numbers(rank, 1));
  w.dilations = node.attributes.integers("dilations", Numbers(rank, 1));
  const Numbers pads = node.attributes.integers("pads", Numbers(2 * rank, 0));
  const Shape shape = node.graphShape(0);  // {lead ..., channels * positions, windows}
  std::int64_t positions = 1;
  std::int64_t windows = 1;
  Numbers counts;
  const bool fits = rank >= 1 && block.size() == rank && w.strides.size() == rank &&
                    w.dilations.size() == rank && pads.size() == 2 * rank && shape.size() >= 2;
  for (std::size_t axis = 0; fits && axis < rank; ++axis) {
    const bool isSound =
        std::min({image[axis], block[axis], w.strides[axis], w.dilations[axis]}) >= 1 &&
        std::max({image[axis], block[axis], w.strides[axis], w.dilations[axis]}) < (1 << 24) &&
        std::min(pads[axis], pads[axis + rank]) >= 0 && std::max(pads[axis], pads[axis + rank]) < (1 << 24);
    counts.push_back(isSound ? windowCount(image[axis], block[axis], w.strides[axis], w.dilations[axis],
                                           pads[axis], pads[axis + rank], false)
                             : 0);
    positions *= block[axis];
    windows *= counts.back();
  }
  if (!fits || windows < 1 || positions > 4096 || shape.back() != windows ||
      shape[shape.size() - 2] % positions != 0) {
    refuse(fmt::format("found columns {} for an image of {} in blocks of {}", describe(shape),
                       describe(image), describe(block)),
           "allowed: channels times the block's positions, by as many columns as there are blocks");
  }
  const Shape lead(shape.begin(), shape.end() - 2);
  const std::int64_t outer = elementCount(lead) * (shape[shape.size() - 2] / positions);
  const std::size_t columns = node.apply(Reshape{{outer, positions, windows}}, {0}, "columns");
  std::size_t sum = 0;
  Numbers place(rank, 0);
  for (std::int64_t position = 0; position < positions; ++position) {
    const std::string step = fmt::format("at_{}", fmt::join(place, "_"));
    std::size_t x = node.apply(Slice{{0, position, 0}, {1, 1, 1}, {outer, 1, windows}}, {columns}, step);
    Shape apart{outer};
    Shape spread{outer};
    Pad zeros{{0}, {0}, 0.0F};
    Pad border{{0}, {0}, 0.0F};
    for (std::size_t axis = 0; axis < rank; ++axis) {
      const std::int64_t stride = w.strides[axis];
      apart.insert(apart.end(), {counts[axis], 1});
      zeros.before.insert(zeros.before.end(), {0, 0});
      zeros.after.insert(zeros.after.end(), {0, stride - 1});
      spread.push_back(counts[axis] * stride);
      const std::int64_t before = place[axis] * w.dilations[axis] - pads[axis];
      border.before.push_back(before);
      border.after.push_back(image[axis] - before - counts[axis] * stride);
    }
    x = node.apply(Reshape{apart}, {x}, step + "_apart");
    x = node.apply(std::move(zeros), {x}, step + "_zeros");
    x = node.apply(Reshape{spread}, {x}, step + "_spread");
    x = node.apply(std::move(border), {x}, step + "_placed");
    sum = position == 0 ? x : node.apply(Binary{Binary::Kind::add}, {sum, x}, step + "_sum");
    for (std::size_t axis = rank; axis-- > 0 && ++place[axis] == block[axis];) {
      place[axis] = 0;
    }
  }
  Shape result = lead;
  result.push_back(shape[shape.size() - 2] / positions);
  result.insert(result.end(), image.begin(), image.end());
  node.emit(Reshape{result}, {sum});
}

}  // namespace ohmic::models
