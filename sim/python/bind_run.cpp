// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <pybind11/numpy.h>
#include <pybind11/stl.h>
#include <time.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "configs/reader/preset_list.h"
#include "configs/reader/quantity.h"
#include "configs/reader/with_places.h"
#include "sim/array/kernel_target.h"
#include "sim/python/bindings.h"
#include "sim/python/interruptible.h"
#include "sim/record/compare_runs.h"
#include "sim/record/results_folder.h"
#include "sim/record/write_results.h"
#include "sim/report/result_files.h"
#include "sim/report/run_report.h"
#include "sim/run/build_id.h"
#include "sim/run/check_run.h"
#include "sim/run/deploy_network.h"
#include "sim/run/explain.h"
#include "sim/run/run.h"
#include "sim/run/run_inputs.h"
#include "sim/run/share_folder.h"
#include "sim/study/named_result.h"

namespace ohmic::sim::python {
namespace {

namespace py = pybind11;

using HeldRecord = std::shared_ptr<const RunRecord>;

double secondsOf(clockid_t clock) {
  constexpr double kNano = 1e-9;
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + kNano * static_cast<double>(time.tv_nsec);
}

/// How a run is executed beside what its file says.
HeldRecord execute(const LoadedRun& run, const py::object& listener, bool keepsLogits, bool usesSystemC,
                   const std::string& chipFile) {
  RunRequest request = run.request;
  request.keepsLogits = keepsLogits;
  request.usesSystemC = usesSystemC;
  request.chipFile = chipFile;
  auto record = std::make_shared<RunRecord>();
  interruptibly(listener, [&](const Report& report) {
    *record = configs::withPlaces(run.config, [&] {
      return executeRun(request, {[] { return secondsOf(CLOCK_MONOTONIC); },
                                  [] { return secondsOf(CLOCK_PROCESS_CPUTIME_ID); }, report});
    });
  });
  return record;
}

py::array_t<float> logitsOf(const RunRecord& record) {
  const NpyArray array = logitsArray(record);
  py::array_t<float> logits(array.shape);
  std::copy(record.logits.begin(), record.logits.end(), logits.mutable_data());
  return logits;
}

/// Checks a run; nothing is simulated.
void check(const LoadedRun& run, const py::object& listener) {
  interruptibly(listener, [&](const Report&) {
    configs::withPlaces(run.config, [&] {
      if (run.request.isFloat()) {
        static_cast<void>(checkFloatRun(run.request));
      } else {
        static_cast<void>(checkRun(run.request));
      }
    });
  });
}

py::dict dictOf(const LayerExplanation& layer) {
  py::dict row;
  row["name"] = layer.name;
  row["arrays"] = layer.arrays;
  row["greatest_level"] = layer.greatestLevel;
  row["level_conductance_S"] = layer.levelConductance_S;
  row["fraction_bits"] = layer.fractionBits;
  row["input_scale"] = layer.inputScale;
  row["conversions_per_output"] = layer.conversionsPerOutput;
  row["lsb_levels"] = layer.lsbLevels;
  row["lsb_A"] = layer.lsb_A;
  row["saturated_share"] = layer.saturatedShare;
  row["snr_of_converters_dB"] = layer.snrOfConverters_dB;
  row["snr_dB"] = layer.snr_dB;
  return row;
}

py::dict dictOf(const CellExplanation& cell, const std::vector<double>& readTimes) {
  py::list moments;
  for (std::size_t t = 0; t < cell.byReadTime.size(); ++t) {
    for (const auto& moment : cell.byReadTime[t]) {
      py::dict row;
      row["read_time_s"] = readTimes[t];
      row["target_S"] = moment.target_S;
      row["mean_S"] = moment.mean_S;
      row["deviation_S"] = moment.deviation_S;
      row["fresh_S"] = moment.fresh_S;
      moments.append(row);
    }
  }
  py::dict found;
  found["model"] = cell.model;
  found["layers"] = cell.layers;
  found["laws"] = cell.laws;
  found["moments"] = moments;
  return found;
}

py::dict explainRun(const LoadedRun& run, const py::object& listener, std::int64_t images) {
  if (run.request.isFloat()) {
    throw configs::InputError({run.config.place(run.request.floatKey()), run.request.floatKey(),
                               "the float network, which is on no arrays", "a run with hardware.cell",
                               "the tensors are in the summary of ohmic.run"});
  }
  Explanation explanation;
  interruptibly(listener, [&](const Report&) {
    explanation = configs::withPlaces(run.config, [&] {
      const auto& request = run.request;
      models::Graph graph = openGraph(request);
      auto [plan, hardware] = mapOnto(graph, request.hardware);
      const auto calibration = openCalibration(request, graph, hardware);
      const Deployment deployment =
          deployNetwork(request, std::move(graph), std::move(plan), std::move(hardware), calibration);
      return explain(request, deployment, *calibration.samples, images);
    });
  });
  py::list layers, cells;
  for (const auto& layer : explanation.layers) {
    layers.append(dictOf(layer));
  }
  for (const auto& cell : explanation.cells) {
    cells.append(dictOf(cell, explanation.readTimes));
  }
  py::dict found;
  found["read_times_s"] = explanation.readTimes;
  found["images"] = explanation.images;
  found["layers"] = layers;
  found["cells"] = cells;
  return found;
}

py::object pairOf(const std::optional<Interval>& interval) {
  return interval ? py::object(py::make_tuple(interval->low, interval->high)) : py::none();
}

py::dict compare(const std::string& first, const std::string& second, const std::string& metric,
                 std::size_t readTime) {
  const RunDifference d = compareRuns(namedResult(first), namedResult(second), metric, readTime);
  py::dict found;
  found["metric"] = d.metric;
  found["first"] = d.first;
  found["second"] = d.second;
  found["is_share"] = d.isShare;
  found["difference"] = d.difference;
  found["images"] = d.images;
  found["chips"] = d.chips;
  found["only_first"] = d.onlyFirst;
  found["only_second"] = d.onlySecond;
  found["over_images"] = pairOf(d.overImages);
  found["over_chips"] = pairOf(d.overChips);
  return found;
}

py::list presets(const World& world) {
  auto folders = loadOptions(world, {}).presetFolders;
  folders.insert(folders.begin(), std::filesystem::path(world.currentFolder) / "presets");
  py::list found;
  for (const auto& preset : configs::listPresets(folders)) {
    found.append(py::make_tuple(preset.key, preset.name, py::bytes(preset.file.string())));
  }
  return found;
}

void bindRecord(py::module_& module) {
  py::class_<RunRecord, std::shared_ptr<RunRecord>>(module, "Record")
      .def_readonly("hash", &RunRecord::hash)
      .def_readonly("id", &RunRecord::id)
      .def_readonly("build", &RunRecord::build)
      .def_readonly("notes", &RunRecord::notes)
      .def("summary_json", &summaryJson)
      .def("layers_csv", &layersCsv)
      .def("predictions_csv", &predictionsCsv)
      .def("report_html", [](const RunRecord& record) { return py::bytes(renderReport(record)); })
      .def("has_logits", [](const RunRecord& record) { return !record.logits.empty(); })
      .def("logits", &logitsOf);
}

void bindFolder(py::module_& module) {
  py::class_<ResultsFolder>(module, "Folder")
      .def_static("make", [](const std::string& folder) { return ResultsFolder::make(folder); })
      .def_static("force", [](const std::string& folder) { return ResultsFolder::force(folder); })
      .def_property_readonly("path",
                             [](const ResultsFolder& folder) { return py::bytes(folder.path().string()); })
      .def("write",
           [](ResultsFolder& folder, const RunRecord& record) { folder.write(resultFiles(record)); });
}

}  // namespace

void bindRun(py::module_& module) {
  module.def("version", [] { return OHMIC_VERSION; });
  module.def("build_id", &buildId);
  module.def("kernel", &kernelTarget);
  module.def("share_folder", [] { return py::bytes(shareFolder().string()); });
  module.def("seconds",
             [](const std::string& text) { return configs::parseQuantity(text, configs::Dimension::time); });
  module.def("volts", [](const std::string& text) {
    return configs::parseQuantity(text, configs::Dimension::voltage);
  });
  module.def("presets", &presets);
  module.def("compare", &compare);

  py::class_<World>(module, "World")
      .def(py::init([](std::string folder, std::string userPresets, int threads) {
        return World{std::move(folder), std::move(userPresets), threads};
      }));
  py::class_<LoadedRun>(module, "Run")
      .def(py::init([](const std::string& name, const std::optional<std::string>& text,
                       const std::vector<std::string>& overrides, const World& world) {
        return std::make_unique<LoadedRun>(name, text ? &*text : nullptr, overrides, world);
      }))
      .def_property_readonly("name", [](const LoadedRun& run) { return run.request.configName; })
      .def_property_readonly("seed", [](const LoadedRun& run) { return run.request.seed; })
      .def_property_readonly("read_times", [](const LoadedRun& run) { return run.request.readTimes; })
      .def("config",
           [](const LoadedRun& run) {
             py::list values;
             for (const auto& value : run.config.resolved()) {
               values.append(py::make_tuple(value.path, value.value, value.origin.place));
             }
             return values;
           })
      .def_static("with_model",
                  [](const LoadedRun& run, const std::string& file) {
                    auto other = std::make_unique<LoadedRun>(run);
                    other->request.network.model = file;
                    other->request.calibrationFile.clear();
                    return other;
                  })
      .def("execute", &execute)
      .def("check", &check)
      .def("explain", &explainRun);
  bindRecord(module);
  bindFolder(module);
}

}  // namespace ohmic::sim::python
