using System.Globalization;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Images;

/// <summary>Builds an image, and picks out of the build's plain output what a step's detail shows, and what tells why it failed.</summary>
internal static class BuildProgress
{
    private const int Shown = 90;

    private static readonly string[] NoCache = ["--no-cache"];

    // Arguments that every build knows and that no image keeps. Their values are in the environment, where nobody else sees a password.
    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

    /// <summary>What has the steps of a build go out by the proxy above, where there is one; the engine is talked to without.</summary>
    public static IReadOnlyDictionary<string, string?> By(UpstreamProxy? upstream, IReadOnlyDictionary<string, string?> environment) => upstream is null
        ? environment
        : new Dictionary<string, string?>([.. environment, .. Proxies.Select(name => KeyValuePair.Create(name, (string?)upstream.Url)), new("NO_PROXY", "*"), new("no_proxy", "*")], StringComparer.Ordinal);

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
    /// <param name="checkout">The checkout.</param>
    /// <param name="compose">What stands between <c>docker</c> and the verb.</param>
    /// <param name="service">The service.</param>
    /// <param name="environment">What the compose file interpolates.</param>
    /// <param name="detail">Gets the steps.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="anew">Whether nothing comes out of the engine's cache.</param>
    /// <exception cref="SandboxException">It could not be built; the message has the end of what the step printed that failed.</exception>
    public static async Task RunAsync(
        DockerCli docker,
        Checkout checkout,
        IReadOnlyList<string> compose,
        string service,
        IReadOnlyDictionary<string, string?> environment,
        Action<string> detail,
        CancellationToken cancellation,
        bool anew = false)
    {
        var log = checkout.Log($"build-{service}");
        var steps = Steps(detail);
        try
        {
            await docker.StreamAsync([.. compose, "--progress", "plain", "build", .. anew ? NoCache : [], .. Proxies.Where(environment.ContainsKey).SelectMany(name => new[] { "--build-arg", name }), service], environment, Take, cancellation);
        }
        catch (CommandException failed)
        {
            throw log.Fail($"The {service} image could not be built.", failed, OfFailedStep);
        }

        void Take(string line)
        {
            log.Add(line);
            steps(line);
        }
    }

    /// <summary>
    /// Hands on the steps of an output alone, and of them those that do something: what was cached says so in its second line.
    /// </summary>
    internal static Action<string> Steps(Action<string> detail)
    {
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        return line =>
        {
            if (Number(line) is not { } number)
                return;

            if (Step(line) is { } step)
                begun[number] = step;
            else if (begun.Remove(number, out var earlier) && !line.EndsWith(" CACHED", StringComparison.Ordinal))
                detail(earlier);
        };
    }

    /// <summary>What the step that failed printed: the builder says last where it stands in the Dockerfile, and not why.</summary>
    internal static IReadOnlyList<string> OfFailedStep(IReadOnlyList<string> lines)
    {
        var failed = lines.Where(line => line.Contains(" ERROR: ", StringComparison.Ordinal)).Select(Number).FirstOrDefault(number => number is not null);
        return failed is null ? lines : [.. lines.Where(line => Number(line) == failed).Select(line => line[(failed.Length + 1)..])];
    }

    // "#7": all lines of a step begin with its number.
    private static string? Number(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return line.StartsWith('#') && end > 1 && int.TryParse(line.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? line[..end] : null;
    }
}
