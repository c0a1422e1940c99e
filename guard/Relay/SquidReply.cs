using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>What came of a request to Squid: an answer, or why there is none.</summary>
/// <param name="Squid">The connection with the answer, its head unread; null when there is none.</param>
/// <param name="Head">The answer's head; null when there is none.</param>
/// <param name="Failure">What the client is told instead.</param>
public sealed record SquidReply(SocketBuffer? Squid, SquidHead? Head, OwnAnswer? Failure);
