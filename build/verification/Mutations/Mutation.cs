using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification.Mutations;

/// <summary>One rule that is weakened on purpose, and the cases that must notice.</summary>
/// <param name="Id">Its name in the report.</param>
/// <param name="What">What the weakened rule lets happen, in one sentence.</param>
/// <param name="File">The file that holds the rule: squid.conf, guard.json, gateway.json, compose.yaml, compose.mounts.yaml or compose.services.yaml.</param>
/// <param name="Replace">The text that stands in the file exactly once.</param>
/// <param name="With">What stands there instead.</param>
/// <param name="CaughtBy">The cases of which one at least must fail.</param>
[Description("A mutation")]
public sealed record Mutation(
    [property: Required] string Id,
    [property: Required] string What,
    [property: Required] string File,
    [property: Required] string Replace,
    string With,
    IReadOnlyList<string> CaughtBy) : Written
{
    /// <summary>Whether the running sandbox can take it over; else it needs a sandbox of its own.</summary>
    public bool IsReloadable => File is VerificationPlan.SquidFile or VerificationPlan.GuardFile;

    /// <summary>The text of its file with the rule weakened.</summary>
    public string Apply(string text) => text.Replace(Replace, With, StringComparison.Ordinal);
}
