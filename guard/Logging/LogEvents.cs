namespace AiSandbox.Guard.Logging;

/// <summary>What a line of the log is about.</summary>
public static class LogEvents
{
    /// <summary>The guard gave an answer of its own.</summary>
    public const string Refuse = "refuse";

    /// <summary>A connection ended without a byte.</summary>
    public const string Empty = "empty";

    /// <summary>A tunnel is open. Every one of these is followed by a close or a cut with the same id.</summary>
    public const string Open = "open";

    /// <summary>A connection ended, by itself.</summary>
    public const string Close = "close";

    /// <summary>The guard ended a tunnel.</summary>
    public const string Cut = "cut";

    /// <summary>Squid gave another answer than 200, and it was passed on. Squid's log has the reason.</summary>
    public const string Answer = "answer";

    /// <summary>The gate was asked for a name that is not listed. No request has this event, whatever a client sends.</summary>
    public const string Lookup = "lookup";

    /// <summary>Something about the gate itself.</summary>
    public const string Gate = "gate";

    /// <summary>Something about the guard itself.</summary>
    public const string Note = "note";
}
