"""Tables in Markdown whose columns also line up in a terminal."""


def table(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[index]) for row in [header, *rows]) for index in range(len(header))]

    def line(cells: list[str]) -> str:
        padded = [
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(cells, widths))
        ]
        return "| " + " | ".join(padded) + " |"

    rule = "|" + "|".join(
        ("-" * (width + 2)) if index == 0 else ("-" * (width + 1) + ":") for index, width in enumerate(widths)
    ) + "|"
    return "\n".join([line(header), rule, *map(line, rows)])
