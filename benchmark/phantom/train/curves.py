"""Training curves as a small SVG: loss on the left axis, validation AUROC on the right."""

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 56, 56, 28, 40


def write(history, chosen, path):
    epochs = [one["epoch"] for one in history]
    losses = [one["loss"] for one in history]
    low = min(one[key] for one in history for key in ("auroc", "aurocPA", "aurocLAT"))
    floor = min(0.9, int(low * 20) / 20)
    top = max(losses) * 1.05

    def x(epoch):
        return LEFT + (epoch - 1) / max(1, epochs[-1] - 1) * (WIDTH - LEFT - RIGHT)

    def y(value, least, most):
        return HEIGHT - BOTTOM - (value - least) / (most - least) * (HEIGHT - TOP - BOTTOM)

    def line(values, least, most, colour, dash=""):
        points = " ".join(f"{x(e):.1f},{y(v, least, most):.1f}" for e, v in zip(epochs, values))
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'

    def text(at, height, words, anchor="middle", colour="#333"):
        return f'<text x="{at:.1f}" y="{height:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<path d="M{x(chosen):.1f},{TOP}V{HEIGHT - BOTTOM}" stroke="#999" stroke-dasharray="2 3"/>',
        f'<path d="M{LEFT},{TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}V{TOP}" fill="none" stroke="#333"/>',
        line(losses, 0, top, "#b5541c"),
        line([one["auroc"] for one in history], floor, 1, "#1c5ab5"),
        line([one["aurocPA"] for one in history], floor, 1, "#1c5ab5", ' stroke-dasharray="6 3"'),
        line([one["aurocLAT"] for one in history], floor, 1, "#1c5ab5", ' stroke-dasharray="2 3"'),
        text(WIDTH / 2, HEIGHT - 8, "epoch"),
        text(x(chosen) - 6, HEIGHT - BOTTOM - 8, f"chosen: {chosen}", "end"),
        text(LEFT, TOP - 12, "training loss", "start", "#b5541c"),
        text(WIDTH - RIGHT, TOP - 12, "validation AUROC: case, PA (dashes), LAT (dots)", "end", "#1c5ab5"),
    ]
    for i in range(6):
        share = i / 5
        height = y(share, 0, 1) + 4
        parts.append(text(LEFT - 6, height, f"{share * top:.2f}", "end", "#b5541c"))
        parts.append(text(WIDTH - RIGHT + 6, height, f"{floor + share * (1 - floor):.2f}", "start", "#1c5ab5"))
    for epoch in sorted({1, *range(5, epochs[-1] + 1, 5), epochs[-1]}):
        parts.append(text(x(epoch), HEIGHT - BOTTOM + 16, str(epoch)))
    path.write_text("\n".join(parts) + "\n</svg>\n")
