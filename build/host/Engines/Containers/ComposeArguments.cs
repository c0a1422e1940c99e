using AiSandbox.Host.Model;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>How compose.yaml is called, so that nothing of the user's own shell or of a stray .env file gets in.</summary>
public static class ComposeArguments
{
    private static readonly string NoFile = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    /// <summary>What stands between <c>docker</c> and the verb.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="file">Another compose file than the checkout's.</param>
    public static IReadOnlyList<string> Of(Checkout checkout, string? file = null) =>
    [
        "compose", "--project-directory", checkout.Root, "--file", file ?? checkout.Compose,
        .. file is null ? checkout.AddedCompose.SelectMany(added => new[] { "--file", added }) : [],
        "--env-file", NoFile,
    ];
}
