"""Every benchmark that is quick and needs no server: ``python -m benchmarks``.

The others are ``acts``, ``adversarial``, ``pauses``, ``storm``, ``voice`` and ``words``.
"""

from benchmarks import listening, mapping, prompt_building

if __name__ == "__main__":
    print("Milliseconds of processor time, and of tiktoken counting the same text\n")
    for report in (mapping.report, prompt_building.report):
        print("\n".join(report()), end="\n\n")
    print("\n".join(listening.report()))
