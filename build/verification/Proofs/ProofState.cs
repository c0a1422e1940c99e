using System.Globalization;

namespace AiSandbox.Verification.Proofs;

/// <summary>Whether the last green run speaks of the configuration that there is now. Pure.</summary>
/// <param name="IsGreen">Whether it does.</param>
/// <param name="Text">The state in words, with the command that would change it.</param>
public sealed record ProofState(bool IsGreen, string Text)
{
    /// <summary>Decides.</summary>
    /// <param name="last">The last green run; <see langword="null"/> where there is none.</param>
    /// <param name="present">The configuration that there is now.</param>
    /// <param name="now">The time, with the offset that times are shown in.</param>
    /// <param name="verify">The command that verifies.</param>
    public static ProofState Of(GreenRun? last, EffectiveConfiguration present, DateTimeOffset now, string verify)
    {
        if (last is null)
            return new ProofState(false, $"never; run {verify}");
        if (last.Hash == present.Hash)
            return new ProofState(true, $"green {Ago(now - last.Time)}, {(last.Cases == 1 ? "1 case" : $"{last.Cases} cases")}");

        var changed = present.Difference(new EffectiveConfiguration(last.Parts));
        var time = last.Time.ToOffset(now.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

        return new ProofState(
            false, $"not for this configuration: {List(changed)} changed since the green run of {time}; run {verify}");
    }

    private static string List(IReadOnlyList<string> names) => names switch
    {
        // The hash covers the parts and nothing else, so a state file was edited.
        [] => "something",
        [var one] => one,
        [.., var last] => $"{string.Join(", ", names.SkipLast(1))} and {last}",
    };

    private static string Ago(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => Count((int)span.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count((int)span.TotalHours, "hour"),
        _ => Count((int)span.TotalDays, "day"),
    };

    private static string Count(int count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")} ago";
}
