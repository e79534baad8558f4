import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** ResNet-50 (He et al. 2016) with random weights, one probability: its size and cost, no knowledge. */
const script = `
import sys, torch
from torch import nn

class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.path = nn.Sequential(
            nn.Conv2d(inputs, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, 4 * width, 1, bias=False), nn.BatchNorm2d(4 * width))
        same = stride == 1 and inputs == 4 * width
        self.shortcut = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(inputs, 4 * width, 1, stride, bias=False), nn.BatchNorm2d(4 * width))
    def forward(self, x):
        return torch.relu(self.path(x) + self.shortcut(x))

torch.manual_seed(1)
layers, inputs = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
for width, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
    for block in range(blocks):
        layers.append(Bottleneck(inputs, width, stride if block == 0 else 1))
        inputs = 4 * width
network = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 1), nn.Sigmoid())
torch.onnx.export(network.eval(), torch.zeros(1, 3, 224, 224), sys.argv[1], opset_version=13,
                  input_names=["image"], output_names=["probability"])
`;

/** Writes it as ONNX, one 3 × 224 × 224 image a run; null where PyTorch isn't installed. */
export async function writeResnet50(folder: string): Promise<string | null> {
  const source = join(folder, "resnet50.py");
  const model = join(folder, "resnet50.onnx");
  await writeFile(source, script);
  try {
    await promisify(execFile)("/usr/bin/python3", [source, model]);
    return model;
  } catch {
    return null;
  }
}
