namespace AiSandbox.Host.Features.Home;

/// <summary>
/// What programs fetch or make again when it is gone. What somebody may have put there himself, as into Maven's repository, is not
/// among it.
/// </summary>
internal static class HomeCaches
{
    /// <summary>Their folders below /root.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        ".cache", ".npm", ".codex/packages", ".cargo/registry", ".cargo/git", ".gradle/caches", ".gradle/wrapper/dists", ".nuget/packages", ".local/share/NuGet/http-cache",
        ".yarn/berry/cache", "go/pkg/mod",
    ];
}
