using AiSandbox.Host.Adapters.Docker;

namespace AiSandbox.Host.Services.Images;

/// <summary>Builds an image, and picks out of the build's plain output what a step's detail shows.</summary>
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

    /// <summary>Builds the image of a service.</summary>
    /// <param name="docker">The engine.</param>
    /// <param name="compose">What stands between <c>docker</c> and the verb.</param>
    /// <param name="service">The service.</param>
    /// <param name="environment">What the compose file interpolates.</param>
    /// <param name="detail">Gets the steps.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Adapters.Commands.CommandException">It could not be built.</exception>
    public static Task RunAsync(
        DockerCli docker,
        IReadOnlyList<string> compose,
        string service,
        IReadOnlyDictionary<string, string?> environment,
        Action<string> detail,
        CancellationToken cancellation) =>
        docker.StreamAsync([.. compose, "--progress", "plain", "build", service], environment, Steps(detail), cancellation);

    /// <summary>Hands on the steps of an output alone.</summary>
    internal static Action<string> Steps(Action<string> detail) => line =>
    {
        if (Step(line) is { } step)
            detail(step);
    };
}
