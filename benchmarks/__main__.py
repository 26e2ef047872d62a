"""Every benchmark but ``adversarial`` and ``voice``, which take long, and ``storm``, which needs a
server: ``python -m benchmarks``.
"""

from benchmarks import listening, mapping, prompt_building

if __name__ == "__main__":
    print("Milliseconds of processor time, and of tiktoken counting the same text\n")
    for report in (mapping.report, prompt_building.report):
        print("\n".join(report()), end="\n\n")
    print("\n".join(listening.report()))
