namespace AiSandbox.Verification;

/// <summary>What a verification sandbox is made of: the user's own configuration as it lies there, and a list.</summary>
/// <param name="Squid">squid.conf.</param>
/// <param name="Guard">guard.json.</param>
/// <param name="Compose">compose.yaml.</param>
/// <param name="Gateway">gateway.json.</param>
/// <param name="Ssh">SSH's configuration.</param>
/// <param name="Listed">The list, as the proxy reads it.</param>
public sealed record VerificationPlan(
    string Squid, string Guard, string Compose, string Gateway, string Ssh, IReadOnlyList<string> Listed)
{
    /// <summary>The OCI runtime of the workspace; the engine's own where <see langword="null"/>.</summary>
    public string? Runtime { get; init; }

    /// <summary>What compose.mounts.yaml says of mounts and hidden files.</summary>
    public string Mounts { get; init; } = "services: {}\n";

    /// <summary>The name of that file.</summary>
    public const string MountsFile = "compose.mounts.yaml";

    /// <summary>What is added to compose.yaml for a service.</summary>
    public string Services { get; init; } = "";

    /// <summary>The name of the proxy's policy.</summary>
    public const string SquidFile = "squid.conf";

    /// <summary>The name of the guard's configuration.</summary>
    public const string GuardFile = "guard.json";

    /// <summary>The name of the gateway's configuration.</summary>
    public const string GatewayFile = "gateway.json";

    /// <summary>The name of the compose file.</summary>
    public const string ComposeFile = "compose.yaml";

    /// <summary>The name of what is added to it for a service.</summary>
    public const string ServicesFile = "compose.services.yaml";

    /// <summary>The files that hold rules, by name.</summary>
    public IReadOnlyDictionary<string, string> Rules => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [SquidFile] = Squid,
        [GuardFile] = Guard,
        [GatewayFile] = Gateway,
        [ComposeFile] = Compose,
        [MountsFile] = Mounts,
        [ServicesFile] = Services,
    };

    /// <summary>The same with another text in one of them.</summary>
    public VerificationPlan With(string file, string text) => file switch
    {
        SquidFile => this with { Squid = text },
        GuardFile => this with { Guard = text },
        GatewayFile => this with { Gateway = text },
        ComposeFile => this with { Compose = text },
        MountsFile => this with { Mounts = text },
        ServicesFile => this with { Services = text },
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, "It holds no rules."),
    };
}
