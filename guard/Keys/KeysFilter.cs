using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Keys;

/// <summary>What comes of a message.</summary>
/// <param name="Passes">Whether it goes to the agent.</param>
/// <param name="What">What it asks for, where that is written down: every signature, and every refusal.</param>
internal readonly record struct KeysVerdict(bool Passes, string? What);

/// <summary>Decides which messages reach the agent: all is refused that is not known to be needed.</summary>
internal sealed class KeysFilter(KeysOptions options, IReadOnlyList<HeldKey> keys, MinuteLimit signatures)
{
    private const uint RsaFlags = 2 | 4; // which hash an RSA key signs; no other flag is known

    /// <summary>Decides.</summary>
    /// <param name="message">The message, its type first.</param>
    /// <param name="host">The host that the connection is bound to; <see langword="null"/> for none.</param>
    public KeysVerdict Judge(ReadOnlySpan<byte> message, string? host)
    {
        if (!options.Pass.Contains(message[0]))
            return new(false, $"a message of type {message[0]}");

        return message[0] switch
        {
            AgentMessages.List when message.Length > 1 => new(false, "a list with something behind it"),
            AgentMessages.Sign => Sign(message[1..], host),
            AgentMessages.Extension => Extension(message[1..]),
            _ => new(true, null),
        };
    }

    /// <summary>Reads a message that binds the connection to a host.</summary>
    /// <returns>Whether it is one, of a login that is not forwarded.</returns>
    public static bool IsBind(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> hostKey)
    {
        hostKey = default;
        var reader = new ByteReader(message);
        return reader.TryTakeByte(out var type) && type == AgentMessages.Extension
            && reader.TryTakeVector32(out var name) && name.SequenceEqual(AgentMessages.SessionBind)
            && reader.TryTakeVector32(out hostKey)
            && reader.TryTakeVector32(out _) // the session
            && reader.TryTakeVector32(out _) // the host's signature of it, which the agent checks
            && reader.TryTakeByte(out var isForwarded) && isForwarded == 0
            && reader.IsEmpty;
    }

    private static KeysVerdict Extension(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);
        if (!reader.TryTakeVector32(out var name))
            return new(false, "an extension without a name");
        if (name.SequenceEqual(AgentMessages.Query))
            return new(true, null);

        var message = (ReadOnlySpan<byte>)[AgentMessages.Extension, .. payload];
        return IsBind(message, out _) ? new(true, null) : new(false, $"the extension {SignedData.Safe(name)}");
    }

    private KeysVerdict Sign(ReadOnlySpan<byte> payload, string? host)
    {
        var reader = new ByteReader(payload);
        if (!(reader.TryTakeVector32(out var blob) && reader.TryTakeVector32(out var data)
            && reader.TryTakeUInt32(out var flags) && reader.IsEmpty && (flags & ~RsaFlags) == 0))
        {
            return new(false, "a damaged request to sign");
        }

        HeldKey? key = null;
        foreach (var held in keys)
        {
            if (blob.SequenceEqual(held.Public))
                key = held;
        }

        if (key is null)
            return new(false, "a signature with a key that is not here");

        var asked = SignedData.Read(data, blob);
        var what = asked.Purpose switch
        {
            Purpose.Login => $"a login as {asked.Name}{(host is null ? "" : $" at {host}")} with {key.Name}",
            Purpose.File when asked.Name == "git" => $"a commit or tag with {key.Name}",
            Purpose.File => $"a file of namespace {asked.Name} with {key.Name}",
            _ => $"bytes of no known form with {key.Name}",
        };
        var isMeant = asked.Purpose == key.Purpose
            && (asked.Purpose is not Purpose.File || options.Namespace is KeysOptions.AnyNamespace || asked.Name == options.Namespace);
        if (!isMeant)
            return new(false, what);

        return signatures.TryTake() ? new(true, what) : new(false, $"{what}: too many signatures in this minute");
    }
}
