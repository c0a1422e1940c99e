namespace AiSandbox.Guard.Protocol;

/// <summary>What the first bytes of a client on port 443 are.</summary>
public enum HelloVerdict
{
    /// <summary>Not decided yet.</summary>
    NeedMore,

    /// <summary>A hello to the host that was asked for.</summary>
    Accepted,

    /// <summary>Not TLS.</summary>
    NotTls,

    /// <summary>TLS, but no hello that can be read.</summary>
    Malformed,

    /// <summary>A hello that is larger than any real one.</summary>
    TooLarge,

    /// <summary>A hello without a name.</summary>
    NameMissing,

    /// <summary>A hello to another host.</summary>
    NameOther,

    /// <summary>A hello with more than one name.</summary>
    NameSeveral,

    /// <summary>A hello with a second one inside, encrypted: its name cannot be seen.</summary>
    Encrypted,
}
