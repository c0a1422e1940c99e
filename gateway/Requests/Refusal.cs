namespace AiSandbox.Gateway.Requests;

/// <summary>Why a request, or an answer, goes no further.</summary>
/// <param name="Status">The status that the client gets.</param>
/// <param name="Reason">One word for the log.</param>
/// <param name="Text">What the client is told: a sentence.</param>
internal sealed record Refusal(int Status, string Reason, string Text)
{
    /// <summary>For how many seconds it is not worth to ask again; null where it never is.</summary>
    public int? RetryAfter { get; init; }
}
