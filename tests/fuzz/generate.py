#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the right.* files of the fuzzers' corpus. usage: generate.py OHMIC, from any folder. Needs Python alone."""
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

OHMIC = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, 'corpus')
HASH = '0123456789abcdef' * 2  # of run_targets.cpp


def write(name, content):
    path = os.path.join(CORPUS, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def varint(value):
    out = b''
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def part(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name, shape, values, code='f', kind=1):
    return (b''.join(number(1, extent) for extent in shape) + number(2, kind) + part(8, name) +
            part(9, struct.pack('<%d%s' % (len(values), code), *values)))


def value(name, shape):
    extents = b''.join(part(1, number(1, extent) if extent else part(2, 'N')) for extent in shape)
    return part(1, name) + part(2, part(1, number(1, 1) + part(2, extents)))


def node(kind, inputs, output):
    return part(1, b''.join(part(1, name) for name in inputs) + part(2, output) + part(4, kind))


def network():
    draw = random.Random(1)
    weights = lambda count: [draw.uniform(-1, 1) for _ in range(count)]
    graph = (node('Conv', ['x', 'w1'], 'c') + node('Relu', ['c'], 'r') + node('Reshape', ['r', 'flat'], 'f') +
             node('MatMul', ['f', 'w2'], 'y') + part(2, 'g') + part(5, tensor('w1', [2, 1, 2, 2], weights(8))) +
             part(5, tensor('w2', [8, 3], weights(24))) + part(5, tensor('flat', [2], [0, 8], 'q', 7)) +
             part(11, value('x', [0, 1, 3, 3])) + part(12, value('y', [0, 3])))
    return number(1, 7) + part(7, graph) + part(8, number(2, 13))


def npy(kind, shape, content):
    header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (kind, tuple(shape))
    header += ' ' * (64 - (11 + len(header)) % 64) + '\n'
    return b'\x93NUMPY\x01\x00' + struct.pack('<H', len(header)) + header.encode() + content


def archive(arrays):
    path = tempfile.mktemp()
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
        for name, content in arrays.items():
            file.writestr(zipfile.ZipInfo(name + '.npy'), content, zipfile.ZIP_DEFLATED)
    with open(path, 'rb') as file:
        content = file.read()
    os.remove(path)
    return content


def png(width, height):
    chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    lines = b''.join(b'\0' + bytes((x * 40 + y * 3 + c) % 256 for x in range(width) for c in range(3))
                     for y in range(height))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(lines)) + chunk(b'IEND', b''))


RUN = '''network: { model: ../onnx/right.onnx }
dataset: { name: npz, path: ../npz/right.npz }
hardware:
  preset: rram_128x128
  array: { rows: 8, columns: 8 }
  weights: { bits: 8, cell_bits: 4 }
  cell: { model: gaussian, g_min: 1 uS, g_max: 30 uS, programming: { sigma: 2 % }, read_noise: { sigma: 1 % } }
  wires: { row: 1 ohm, column: 0.5 ohm }
  chip: { preset: isaac_2016 }
calibration: { images: 8 }
run: { seed: 1, chips: 2, timed_images: 1, threads: 1 }
'''
STUDY = '''study:
  run: ../run/right.yaml
  title: bits
  axes:
    hardware.adc.bits: [4, 6, 8]
    hardware.wires.row: { log: [0.1 ohm, 10 ohm], points: 3 }
    both: { zip: { run.seed: [1, 2], run.chips: [1, 2] } }
    some: { random: { draws: 3, keys: { hardware.array.rows: { uniform: [4, 8] } } } }
  limits: { time: 1 h, memory: 1 GB }
  plots:
    accuracy: { x: hardware.adc.bits, y: top1, by: hardware.wires.row }
'''


def main():
    images = [struct.pack('<9f', *[(7 * i + 3 * p) % 11 for p in range(9)]) for i in range(16)]
    x = npy('<f4', [16, 1, 3, 3], b''.join(images))
    y = npy('<i8', [16], struct.pack('<16q', *[i % 3 for i in range(16)]))
    data = archive({'x_train': x, 'y_train': y, 'x_test': x, 'y_test': y, 'x': x, 'y': y})
    write('onnx/right.onnx', network())
    write('npy/right.npy', x)
    write('npz/right.npz', data)
    write('csv/right.csv', 'target_uS,std_uS\n1,0.1\n"20","0.5"\n# end\n')
    write('table/right.csv', 'time_s,target_uS,mean_uS,std_uS\n0,1,1,0.1\n0,20,19.5,0.5\n3600,1,0.9,0.2\n3600,20,19,0.6\n')
    write('png/right.png', png(5, 4))
    pictures = os.path.join(HERE, '../golden/pictures/test')
    shutil.copy(os.path.join(pictures, 'grey/a.jpg'), os.path.join(CORPUS, 'jpeg/right.jpg'))
    write('run/right.yaml', RUN)
    write('study/right.yaml', STUDY)
    write('idx/right.idx', b'\0\0\x08\x03' + struct.pack('>III', 2, 28, 28) + bytes(range(256)) * 6 + bytes(32))
    write('idx/labels.idx', b'\0\0\x08\x01' + struct.pack('>I', 2) + b'\1\2')
    with tempfile.TemporaryDirectory() as folder:
        ohmic = lambda *words: subprocess.run([OHMIC, *words], cwd=os.path.join(CORPUS, 'run'), check=True,
                                              stdout=subprocess.DEVNULL)
        target = lambda name: os.path.join(folder, name)
        ohmic('run', 'right.yaml', '-o', target('out'))
        ohmic('calibrate', 'right.yaml', '-o', target('c.json'))
        ohmic('program', 'right.yaml', '-o', target('chip.npz'))
        with open(target('c.json')) as file:
            calibration = json.load(file)
        calibration['hash'] = HASH
        write('calibration/right.json', json.dumps(calibration) + '\n')
        with zipfile.ZipFile(target('chip.npz')) as file:
            write('chip/right.npz', archive({name[:-4]: file.read(name) for name in file.namelist()}))
        with open(target('out/summary.json'), 'rb') as file:
            write('summary/right.json', file.read())


main()
