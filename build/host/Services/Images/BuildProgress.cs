namespace AiSandbox.Host.Services.Images;

/// <summary>Picks out of an image build's plain output what a step's detail shows.</summary>
internal static class BuildProgress
{
    private const int Shown = 90;

    /// <summary>
    /// The step that a line begins ("#7 [3/9] RUN apt-get update"), or <see langword="null"/>: all else is what a step prints,
    /// or the builder's own work.
    /// </summary>
    public static string? Step(string line)
    {
        var bracket = line.IndexOf('[', StringComparison.Ordinal);
        return line.StartsWith('#') && bracket is > 0 and < 8 && !line.Contains("internal]", StringComparison.Ordinal)
            ? line[bracket..Math.Min(line.Length, bracket + Shown)]
            : null;
    }

    /// <summary>Hands on the steps of an output alone.</summary>
    public static Action<string> Steps(Action<string> detail) => line =>
    {
        if (Step(line) is { } step)
            detail(step);
    };
}
