using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification;

/// <summary>
/// Which cases run side by side: those whose lines in the logs can be told apart. A silent case expects none, so that any
/// number of them may share a group; whatever is seen then belongs to one of them, and each is tried again alone. A denial
/// never runs beside a case that something arrives for: what gets through a hole could pass for what that one expects.
/// </summary>
public static class CaseGroups
{
    /// <summary>The most cases at a time: most wait rather than work, and two processors start this many in a second.</summary>
    public const int Most = 12;

    /// <summary>Puts cases into groups, each case once. Those that must be alone are last.</summary>
    public static IReadOnlyList<IReadOnlyList<VerificationCase>> Of(IEnumerable<VerificationCase> cases)
    {
        var groups = new List<List<VerificationCase>>();
        var alone = new List<List<VerificationCase>>();
        foreach (var test in cases.OrderByDescending(test => test.Timeout))
        {
            if (IsAlone(test))
                alone.Add([test]);
            else if (groups.Find(group => group.Count < Most && IsOfKind(test, group[0]) && !group.Exists(other => Collide(test, other))) is { } room)
                room.Add(test);
            else
                groups.Add([test]);
        }

        return [.. groups, .. alone];
    }

    private static bool IsAlone(VerificationCase test) => test.Alone || test.Fault is not null || test.List is not null;

    private static bool IsOfKind(VerificationCase one, VerificationCase other) =>
        one.Outcome == other.Outcome && one.Internet.Count == 0 == (other.Internet.Count == 0);

    // Whether a line that one expects could be the other's.
    private static bool Collide(VerificationCase one, VerificationCase other) =>
        one.Proxy.Any(line => other.Proxy.Any(theirs => Overlap(line, theirs)))
        || one.Internet.Any(arrival => other.Internet.Any(theirs => Overlap(arrival, theirs)));

    private static bool Overlap(ProxyExpectation one, ProxyExpectation other) =>
        one.Decision == other.Decision
        && Same(one.By, other.By)
        && Same(one.Host, other.Host)
        && Same(one.Reason, other.Reason)
        && (one.Port is null || other.Port is null || one.Port == other.Port);

    // A connection is seen before the name that it is for, so names alone tell none apart; a lookup has no connection.
    private static bool Overlap(InternetExpectation one, InternetExpectation other) =>
        one is not { Optional: true } && other is not { Optional: true }
        && string.Equals(one.Service, other.Service, StringComparison.Ordinal)
        && (one.Port is null || other.Port is null || one.Port == other.Port)
        && Same(one.Name, other.Name);

    private static bool Same(string? one, string? other) =>
        one is null || other is null || string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
