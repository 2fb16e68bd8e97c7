// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>

#include "configs/files/escape.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "models/onnx/import.h"
#include "sim/cli/guard.h"
#include "sim/cli/print_summary.h"
#include "sim/cli/verbs.h"
#include "sim/record/npz.h"
#include "sim/record/output_file.h"
#include "sim/record/read_results.h"

namespace ohmic::sim {
namespace {

namespace po = boost::program_options;

std::string shapeText(const models::Shape& shape) { return fmt::format("{}", fmt::join(shape, "x")); }

/// Weights and biases of a node.
std::int64_t parametersOf(const models::Node& node) {
  const auto count = [](const auto& op) {
    return static_cast<std::int64_t>(op.weight.values.size() + op.bias.size());
  };
  if (const auto* conv = std::get_if<models::Conv>(&node.op)) {
    return count(*conv);
  }
  const auto* linear = std::get_if<models::Linear>(&node.op);
  return linear != nullptr ? count(*linear) : 0;
}

/// Rows x columns of an array node's matrix.
std::string matrixText(const models::Node& node) {
  const auto* conv = std::get_if<models::Conv>(&node.op);
  const auto& weight = models::weightOf(node);
  const std::int64_t groups = conv != nullptr ? conv->groups : 1;
  const std::int64_t rows = models::elementCount(weight.shape) / weight.shape[0] * groups;
  return fmt::format("{} x {}{}", rows, weight.shape[0],
                     groups > 1 ? fmt::format(", {} groups", groups) : "");
}

void printRow(const models::NodeFate& fate, const std::string& runs, const std::string& shape,
              const std::string& parameters, const std::string& multiplyAdds) {
  show("{:<40} {:<20} {:<30} {:>12} {:>10} {:>14}\n", configs::terminalText(fate.name, 40),
       configs::terminalText(fate.type, 20), runs, shape, parameters, multiplyAdds);
}

std::string fateText(const models::NodeFate& fate) {
  using Kind = models::NodeFate::Kind;
  switch (fate.kind) {
    case Kind::runs:
      return "digitally";
    case Kind::constant:
      return "folded: constant";
    case Kind::merged:
      return "folded into the node before";
    case Kind::unused:
      return "folded: unused";
    case Kind::refused:
      return "REFUSED";
    case Kind::unreached:
      return "unknown: after a refused node";
  }
  return {};
}

/// All nodes of a model that is refused; the refusals with the line that mends the export.
void printRefused(const std::vector<models::NodeFate>& fates) {
  for (const auto& fate : fates) {
    printRow(fate, fateText(fate), "", "", "");
    if (fate.kind == models::NodeFate::Kind::refused) {
      show("    {}\n", fate.why);
    }
  }
}

/// The one that multiplies, of the nodes that stand for one of the file: W x is turned, multiplied and turned
/// back.
const models::Node& multiplierOf(const std::map<std::string, const models::Node*>& nodes,
                                 const models::Node& node) {
  const auto product = nodes.find(node.name + ":product");
  return product == nodes.end() ? node : *product->second;
}

models::Graph importWithFates(const std::filesystem::path& file, std::vector<models::NodeFate>& fates) {
  try {
    return models::importOnnx(file, {}, fates);
  } catch (const configs::InputError&) {
    printRefused(fates);
    throw;
  }
}

void inspectNetwork(const std::filesystem::path& file) {
  std::vector<models::NodeFate> fates;
  const models::Graph graph = importWithFates(file, fates);
  std::map<std::string, const models::Node*> nodes;
  for (const auto& node : graph.nodes) {
    nodes.emplace(node.name, &node);
  }
  show("{}: {} to {} logits\n\n{:<40} {:<20} {:<30} {:>12} {:>10} {:>14}\n", file.filename().string(),
       shapeText(graph.values[graph.input].shape), shapeText(graph.values[graph.output].shape), "node",
       "operator", "runs", "output", "parameters", "multiply-adds");
  for (const auto& note : graph.notes) {
    say(fmt::format("ohmic: {}\n", configs::terminalText(note)));
  }
  std::int64_t parameters = 0, multiplyAdds = 0;
  int mapped = 0, folded = 0;
  for (const auto& fate : fates) {
    const auto found = nodes.find(fate.name);
    if (fate.kind != models::NodeFate::Kind::runs || found == nodes.end()) {
      ++folded;
      if (fate.type != "Constant") {
        printRow(fate, fateText(fate), "", "", "");
      }
      continue;
    }
    const auto& node = multiplierOf(nodes, *found->second);
    const bool isMapped = models::isArrayNode(node);
    printRow(fate, isMapped ? "arrays " + matrixText(node) : fateText(fate),
             shapeText(graph.values[found->second->output].shape), fmt::to_string(parametersOf(node)),
             fmt::to_string(models::multiplyAdds(graph, node)));
    mapped += isMapped ? 1 : 0;
    parameters += parametersOf(node);
    multiplyAdds += models::multiplyAdds(graph, node);
  }
  show(
      "\n{} nodes in the file, {} folded, {} on arrays; {} parameters, {} multiply-adds per image on "
      "arrays\n",
      fates.size(), folded, mapped, parameters, multiplyAdds);
}

/// The number of a layer in the key of its weights: what `ohmic program` wrote are digits, which lead
/// nowhere.
std::string layerNumber(const std::filesystem::path& file, const std::string& key) {
  const std::string number = key.substr(std::string_view("weights/").size());
  if (number.empty() || number.size() > 9 || number.find_first_not_of("0123456789") != std::string::npos) {
    throw configs::InputError({file.string(), "",
                               fmt::format("found '{}', whose name has no number of a layer", key),
                               configs::kChipFile.expected, configs::kChipFile.remedy});
  }
  return number;
}

void inspectChip(const std::filesystem::path& file, const std::string& weightsFolder) {
  const NpzArchive chip = readNpz(file);
  std::map<std::string, const NpyArray*> weights;  // by the layer's number
  for (const auto& [key, array] : chip) {
    if (key.rfind("weights/", 0) == 0) {
      weights[layerNumber(file, key)] = &array;
    }
  }
  for (const auto& [number, array] : weights) {
    const auto name = chip.find("names/" + number);
    const std::string layer = name == chip.end() ? "" : name->second.bytes;
    show("{}  {:<50} {}\n", number, layer, shapeText(array->shape));
    if (!weightsFolder.empty()) {
      std::filesystem::create_directories(weightsFolder);
      const std::string own =
          number + "_" + configs::fileName(layer) + ".npy";  // listed in the layers' order
      writeFile(std::filesystem::path(weightsFolder) / own, npyBytes(*array));
    }
  }
}

}  // namespace

int inspectVerb(const std::vector<std::string>& arguments, const World& world) {
  po::options_description visible("options");
  visible.add_options()("help,h", "show this help")(
      "weights", po::value<std::string>()->value_name("DIR"),
      "of a chip: write every layer's effective weights as .npy");
  po::options_description all = visible;
  all.add_options()("file", po::value<std::string>());
  po::positional_options_description positional;
  positional.add("file", 1);
  po::variables_map options;
  po::store(po::command_line_parser(arguments).options(all).positional(positional).run(), options);
  if (options.count("help")) {
    show(
        "usage: ohmic inspect FILE [--weights DIR]\n\nFILE: a network (.onnx), a programmed chip (.npz), or "
        "a "
        "results folder.\n");
    return 0;
  }
  if (!options.count("file")) {
    throw configs::InputError(
        "inspect: no file given; write `ohmic inspect MODEL.onnx`, `CHIP.npz` or a results folder");
  }
  const std::filesystem::path file = findFile(world, options["file"].as<std::string>());
  std::error_code ignored;
  if (file.extension() == ".npz") {
    inspectChip(file, options.count("weights") ? options["weights"].as<std::string>() : std::string());
  } else if (file.extension() == ".onnx" ||
             (file.extension() != ".json" && std::filesystem::is_regular_file(file, ignored))) {
    inspectNetwork(file);  // the import tells what a file of another kind is, and what to do with it
  } else {
    showText(summaryText(readResults(file)));
  }
  return 0;
}

}  // namespace ohmic::sim
