"""Reference values of the distributions, with 60 digits (mpmath). Run: python3 distributions.py > distributions.json

Quantiles are not listed: the test inverts, and compares with the point the probability came from
where that is well conditioned; otherwise mpmath's root is given here.
"""
import json
import mpmath as mp

mp.mp.dps = 50


def norm_sf(z):
    return mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2


def gamma_q(a, x):
    return mp.gammainc(a, x, mp.inf, regularized=True)


def gamma_p(a, x):
    return mp.gammainc(a, 0, x, regularized=True)


def beta_p(a, b, x):
    """I_x(a, b) as a series of positive terms: no cancellation, whatever the shapes."""
    a, b, x = mp.mpf(a), mp.mpf(b), mp.mpf(x)
    if x == 0 or x == 1:
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_p(b, a, 1 - x)
    term, total, k = mp.mpf(1), mp.mpf(1), 0
    while term > total * mp.mpf(10) ** -25:
        term *= (a + b + k) / (a + 1 + k) * x
        total += term
        k += 1
        if k > 3000000:
            raise ValueError("series too long")
    return mp.exp(a * mp.log(x) + b * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b)) * total


def beta_q(a, b, x):
    return beta_p(b, a, 1 - mp.mpf(x))


def f(v):
    return float(v)


out = {"normal": [], "normalQuantile": [], "chiSquared": [], "chiSquaredQuantile": [], "t": [], "tQuantile": [],
       "F": [], "FQuantile": [], "beta": [], "betaQuantile": [], "binomial": []}

for z in [-38, -30, -12.5, -9.3, -5, -3, -1.96, -1, -0.5, -1e-3, 0, 1e-3, 0.3, 1, 1.959963984540054, 2.5758, 5, 8.2, 9.26, 20, 37.5]:
    out["normal"].append([z, f(norm_sf(-z)), f(norm_sf(z))])
for p in [1e-300, 1e-100, 1e-20, 1e-12, 1e-6, 0.001, 0.025, 0.05, 0.074, 0.076, 0.3, 0.49, 0.500001, 0.8, 0.924, 0.926, 0.975, 0.999]:
    x = mp.mpf(p)
    root = mp.findroot(lambda z: mp.log(norm_sf(-z)) - mp.log(x), -mp.sqrt(-2 * mp.log(x)) if p < 0.4 else mp.mpf(p) - 0.5)
    out["normalQuantile"].append([p, f(root)])

for df in [1, 2, 3, 8, 30, 99.5, 1000, 20000]:
    for x in [1e-8, 0.01, 0.5, 1, 3.84, 10, 88, 130.02, 300, 900, 1100, 19500, 21000]:
        if df >= 1000 and x < 300:
            continue
        if df < 50 and x > 1000:
            continue
        a, h = mp.mpf(df) / 2, mp.mpf(x) / 2
        out["chiSquared"].append([x, df, f(gamma_p(a, h)), f(gamma_q(a, h))])

for df in [1, 1.5, 2, 5, 30, 225.53, 1000, 10000]:
    for t in [0, 1e-5, 0.3, 1, 1.96, 5, 9.26, 30, 1e3]:
        x = mp.mpf(df) / (mp.mpf(df) + mp.mpf(t) ** 2)
        upper = beta_p(mp.mpf(df) / 2, mp.mpf(1) / 2, x) / 2
        if upper > mp.mpf("1e-290"):
            out["t"].append([t, df, f(upper)])

for d1, d2 in [(1, 1), (1, 10), (3, 7.5), (10, 2), (50, 60), (200, 1000)]:
    for x in [1e-6, 0.01, 0.5, 1, 2.5, 10, 100, 5000]:
        xx = mp.mpf(d1) * x / (mp.mpf(d1) * x + d2)
        lo = beta_p(mp.mpf(d1) / 2, mp.mpf(d2) / 2, xx)
        up = beta_q(mp.mpf(d1) / 2, mp.mpf(d2) / 2, xx)
        if lo > mp.mpf("1e-290") and up > mp.mpf("1e-290"):
            out["F"].append([x, d1, d2, f(lo), f(up)])

for a, b in [(0.5, 0.5), (1, 1), (1, 20), (20, 1), (3, 5.5), (113, 37), (0.1, 3), (2000, 3000), (50000, 49000)]:
    for x in [1e-10, 1e-3, 0.1, 0.3, 0.4, 0.5, 0.75, 0.97, 0.999]:
        x = float(x)
        lo, up = beta_p(mp.mpf(a), mp.mpf(b), mp.mpf(x)), beta_q(mp.mpf(a), mp.mpf(b), mp.mpf(x))
        if lo > mp.mpf("1e-290") and up > mp.mpf("1e-290"):
            out["beta"].append([x, a, b, f(lo), f(up)])

for n in [1, 5, 12, 149, 1000, 100000]:
    for p in [1e-4, 0.05, 0.5, 0.77, 0.999]:
        for q in [0.0, 0.01, 0.3, 0.5, 0.78, 0.99, 1.0]:
            k = int(q * n)
            pp = mp.mpf(p)
            mass = mp.binomial(n, k) * pp ** k * (1 - pp) ** (n - k)
            lo = beta_q(k + 1, n - k, pp) if k < n else mp.mpf(1)
            up = beta_p(k + 1, n - k, pp) if k < n else mp.mpf(0)
            if mass > mp.mpf("1e-290") and lo > mp.mpf("1e-290") and (k == n or up > mp.mpf("1e-290")):
                out["binomial"].append([k, n, p, f(mass), f(lo), f(up)])


def solve(g, start, p):
    """Root of log g(exp u) = log p, from a start found by bisection on a wide bracket."""
    lo, hi = mp.mpf(-800), mp.mpf(800)
    rising = g(mp.e ** hi) > g(mp.e ** lo)
    for _ in range(60):
        mid = (lo + hi) / 2
        if (g(mp.e ** mid) < p) == rising:
            lo = mid
        else:
            hi = mid
    return mp.e ** mp.findroot(lambda u: mp.log(g(mp.e ** u)) - mp.log(p), (lo, hi), solver="anderson", tol=1e-40)


mp.mp.dps = 40
for df in [1, 3, 30, 500]:
    for p in [1e-200, 1e-20, 0.01, 0.3, 0.5]:
        P, a = mp.mpf(p), mp.mpf(df) / 2
        out["chiSquaredQuantile"].append([p, df, "upper", f(2 * solve(lambda x: gamma_q(a, x), 1, P))])
        if p >= 1e-20:
            out["chiSquaredQuantile"].append([p, df, "lower", f(2 * solve(lambda x: gamma_p(a, x), 1, P))])
for df in [1, 2.5, 30, 225.53]:
    for p in [1e-20, 1e-5, 0.025, 0.3, 0.49]:
        P, a = mp.mpf(p), mp.mpf(df) / 2
        t = solve(lambda x: beta_p(a, mp.mpf(1) / 2, mp.mpf(df) / (mp.mpf(df) + x * x)) / 2, 1, P)
        out["tQuantile"].append([p, df, f(-t)])
for a, b in [(0.5, 0.5), (1, 20), (113, 37), (37, 113), (3, 5.5), (2000, 3000)]:
    for p in [1e-20, 0.005, 0.025, 0.3, 0.5]:
        P = mp.mpf(p)
        A, B = mp.mpf(a), mp.mpf(b)
        low = solve(lambda o: beta_p(A, B, o / (1 + o)), 1, P)
        up = solve(lambda o: beta_p(B, A, 1 / (1 + o)), 1, P)
        out["betaQuantile"].append([p, a, b, "lower", f(low / (1 + low))])
        out["betaQuantile"].append([p, a, b, "upper", f(up / (1 + up))])
        out["FQuantile"].append([p, 2 * a, 2 * b, "lower", f(low * B / A)])
        out["FQuantile"].append([p, 2 * a, 2 * b, "upper", f(up * B / A)])
print(json.dumps(out))
