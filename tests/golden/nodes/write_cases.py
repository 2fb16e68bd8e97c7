#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes ONNX's own backend node tests as networks of one input, with the values that they expect.

    write_cases.py DIR

Needs python3-onnx (Debian 12: 1.12, opset 17). Every test with numbers gives two networks: NAME.image.onnx, whose first
operand is the image, and NAME.constant.onnx, whose operands are all constants. For each output o of them the values
stand in NAME.o.f32. cases.txt has a line for each test: name, operator, domain, opset, outputs, image's elements,
tolerance.
"""
import pathlib
import sys

import numpy as np

for alias, kind in (("float", float), ("bool", bool), ("int", int), ("object", object)):
    if alias not in np.__dict__:
        setattr(np, alias, kind)  # numpy 1.24 dropped what onnx 1.12 still uses

import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.backend.test.case.node import collect_testcases

FIRST_OUTPUT = {"BatchNormalization", "Dropout", "LayerNormalization", "MaxPool"}  # further ones are for training
OF_SHAPE = {"ConstantOfShape", "EyeLike", "Shape", "Size"}  # their results do not depend on the operand's elements


def is_numbers(model, values):
    """Whether NumPy holds the test's tensors: it has no lists, texts and bfloat16."""
    types = [v.type.tensor_type.elem_type for v in list(model.graph.input) + list(model.graph.output)]
    return TensorProto.BFLOAT16 not in types and all(
        isinstance(v, np.ndarray) and v.dtype != object and v.dtype.kind in "fiub" for v in values)


def first_opset(operator, opset):
    """The test's opset, or 7 if the operator is the same there: Ohmic reads from 7 on."""
    if opset >= 7 or operator.domain:
        return opset
    return 7 if onnx.defs.get_schema(operator.op_type, 7).since_version == opset else opset


def constant(name, value):
    return numpy_helper.from_array(np.ascontiguousarray(value).reshape(value.shape), name)


def network(model, feeds, image, outputs):
    """The model with its operands as constants, but for one that is the image."""
    graph = onnx.GraphProto()
    graph.name = "case"
    nodes = []
    initializers = list(model.graph.initializer)
    if image is None:
        graph.input.append(helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1]))
    for info in model.graph.input:
        if info.name not in feeds:
            continue
        value = feeds[info.name]
        if info.name != image:
            initializers.append(constant(info.name, value))
            continue
        kind = info.type.tensor_type.elem_type
        graph.input.append(helper.make_tensor_value_info("image", kind, [1, 1, max(value.size, 1)]))
        initializers.append(constant("image_shape", np.array(value.shape, np.int64)))
        nodes.append(helper.make_node("Reshape", ["image", "image_shape"], [info.name]))
    nodes += list(model.graph.node)
    initializers.append(constant("flat", np.array([1, -1], np.int64)))
    for index, name in enumerate(outputs):
        real = f"ohmic_real_{index}"
        nodes.append(helper.make_node("Cast", [name], [real], to=TensorProto.FLOAT))
        result = f"ohmic_{index}"
        nodes.append(helper.make_node("Reshape", [real, "flat"], [result + ("" if image else "_row")]))
        if image is None:
            initializers.append(constant(f"zero_{index}", np.zeros(1, np.float32)))
            nodes.append(helper.make_node("Mul", ["image", f"zero_{index}"], [f"nothing_{index}"]))
            nodes.append(helper.make_node("Add", [f"nothing_{index}", result + "_row"], [result]))
        graph.output.append(helper.make_tensor_value_info(result, TensorProto.FLOAT, None))
    graph.initializer.extend(initializers)
    graph.node.extend(nodes)
    result = helper.make_model(graph, opset_imports=list(model.opset_import))
    result.functions.extend(model.functions)
    return result


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for case in collect_testcases(None):
        if case.model is None or not case.model.graph.node:
            continue
        name, operator = case.name, case.model.graph.node[0]
        is_expanded = "_expanded" in name
        for entry in case.model.opset_import:
            if not entry.domain and not is_expanded:
                entry.version = first_opset(operator, entry.version)
        opset = {o.domain: o.version for o in case.model.opset_import}.get("", 0)
        inputs, outputs = case.data_sets[0]
        names = [o.name for o in case.model.graph.output]
        if operator.op_type in FIRST_OUTPUT or (is_expanded and "layer_normalization" in name):
            names, outputs = names[:1], outputs[:1]
        feeds = dict(zip([i.name for i in case.model.graph.input], inputs))
        kind = "numbers" if opset and is_numbers(case.model, list(inputs) + list(outputs)) else "other"
        elements = 0
        if kind == "numbers":
            first = case.model.graph.input[0].name if inputs else None
            if first and feeds[first].size > 0 and operator.op_type not in OF_SHAPE:
                (folder / f"{name}.image.onnx").write_bytes(
                    network(case.model, feeds, first, names).SerializeToString())
                feeds[first].astype("<f4").tofile(folder / f"{name}.image.f32")
                elements = feeds[first].size
            (folder / f"{name}.constant.onnx").write_bytes(
                network(case.model, feeds, None, names).SerializeToString())
            for index, value in enumerate(outputs):
                np.asarray(value).astype("<f4").tofile(folder / f"{name}.{index}.f32")
        lines.append(f"{name} {'-' if is_expanded else operator.op_type} {operator.domain or 'ai.onnx'} {opset} "
                     f"{len(outputs)} {elements} {kind}")
    (folder / "cases.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
