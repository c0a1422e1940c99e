using System.Text.Json;
using AiSandbox.Verification.Witnesses;

namespace AiSandbox.Verification.Mutations;

/// <summary>What a mutation came to.</summary>
/// <param name="Mutation">The mutation.</param>
/// <param name="Noticed">The first case that failed; <see langword="null"/> where it survived.</param>
public sealed record MutationResult(Mutation Mutation, CaseResult? Noticed)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>All results as programs read them.</summary>
    public static string ToJson(IEnumerable<MutationResult> results) => JsonSerializer.Serialize(
        results.Select(result => new
        {
            result.Mutation.Id,
            result.Mutation.What,
            result.Mutation.File,
            result.Mutation.Replace,
            result.Mutation.With,
            Noticed = result.Noticed is { } test
                ? new { test.Case.Id, Verdict = Judge.Name(test.Judgement.Verdict), test.Judgement.Findings[0].Seen }
                : null,
        }),
        Indented) + "\n";

    /// <inheritdoc/>
    public override string ToString() => Noticed is { } test
        ? $"  noticed   {Mutation.Id} by {test.Case.Id} ({Judge.Name(test.Judgement.Verdict)})"
        : $"  SURVIVED  {Mutation.Id}: {Mutation.What} Tried: {string.Join(", ", Mutation.CaughtBy)}";
}
