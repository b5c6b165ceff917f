"""
The stationary Markov logit equilibrium of a stochastic game by sgamesolver,
for `classic-markov.ts`. Standard input holds the game as JSON:

    { "payoffs": [state][player][a1]...[an], "transitions": [state][a1]...[an][next],
      "discount": number, "precision": number }

Printed as JSON: processor milliseconds of setting the homotopy up and of
following it (starting Python and building the game are not counted), the
steps made, and the strategies [state][player][action].
"""
import json
import sys
import time

import sgamesolver

spec = json.load(sys.stdin)
game = sgamesolver.SGame(spec["payoffs"], spec["transitions"], spec["discount"])
before = time.process_time()
homotopy = sgamesolver.homotopy.QRE(game)
homotopy.solver_setup(target_lambda=spec["precision"])
homotopy.solver.verbose = 0
homotopy.solve()
milliseconds = 1000 * (time.process_time() - before)
print(json.dumps({
    "milliseconds": milliseconds,
    "implementation": type(homotopy).__name__,
    "converged": bool(homotopy.solver.converged),
    "steps": int(homotopy.solver.step),
    "strategies": homotopy.equilibrium.strategies.tolist(),
}))
