using System.Text;

namespace AiSandbox.Policy;

/// <summary>
/// Takes the first word of a line apart, from the outside in: quotes, scheme, user, path, port, dots, name.
/// </summary>
internal sealed class NameReader
{
    private static readonly char[] Punctuation = [.. "\"'`,;<>“”„‘’«»"];
    private static readonly char[] PathStarts = ['/', '\\', '?'];

    private readonly List<Complaint> _complaints = [];
    private string _rest;
    private int _start;
    private bool _hasScheme;
    private bool _includesSubdomains;
    private AllowedPorts _portInName;
    private AllowedPorts _portOfScheme;
    private string? _unicode;

    private NameReader(string word) => _rest = word;

    /// <summary>Reads a word that has no blank and no invisible character.</summary>
    public static NameReading Read(string word) => ReadPlain(word) ?? new NameReader(word).ReadOdd();

    // The way of nearly every line: nothing but letters, digits, dots, hyphens and underscores.
    private static NameReading? ReadPlain(string word)
    {
        if (word.AsSpan().IndexOfAnyExcept(NameRules.Characters) >= 0 || word.EndsWith('.'))
            return null;

        var name = word.ToLowerInvariant();
        if (InternationalName.Concerns(name))
            return null;

        var isDomain = name.StartsWith('.');
        name = isDomain ? name[1..] : name;
        var complaints = NameRules.Check(name, isDomain ? 1 : 0, isDomain);
        return new NameReading(name, isDomain, AllowedPorts.None, AllowedPorts.None, null, complaints);
    }

    private NameReading ReadOdd()
    {
        if (!TakeApart())
            return new NameReading("", false, AllowedPorts.None, AllowedPorts.None, null, _complaints);

        _complaints.AddRange(NameRules.Check(_rest, _start, _includesSubdomains));
        return new NameReading(_rest, _includesSubdomains, _portInName, _portOfScheme, _unicode, _complaints);
    }

    private bool TakeApart()
    {
        TakeQuotes();
        return TakeScheme() && TakeUser() && TakePath() && TakePort()
            && TakeWildcard() && TakeTrailingDot() && TakeLetters();
    }

    private void TakeQuotes()
    {
        var left = _rest.TrimStart(Punctuation);
        var inner = left.TrimEnd(Punctuation);
        if (inner.Length < _rest.Length)
            Complain(RuleIds.Quote, "An entry has no quotes and no punctuation around it.");

        _start += _rest.Length - left.Length;
        _rest = inner;
    }

    private bool TakeScheme()
    {
        var end = _rest.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
            return true;

        (_portOfScheme, var why) = NameRules.Scheme(_rest[..end].ToLowerInvariant());
        if (_portOfScheme == AllowedPorts.None)
            return Refuse(RuleIds.Scheme, why);

        _hasScheme = true;
        Complain(RuleIds.Scheme, why);
        return Advance(end + 3);
    }

    private bool TakeUser()
    {
        var end = _rest.AsSpan().IndexOfAny(PathStarts);
        var at = (end < 0 ? _rest : _rest[..end]).LastIndexOf('@');
        if (at < 0)
            return true;

        Complain(RuleIds.User, "A host name has no user before it.");
        Advance(at + 1);
        var colon = _rest.IndexOf(':', StringComparison.Ordinal);
        if (_hasScheme || colon < 0)
            return true;

        // git@github.com:owner/repository, as scp spells it.
        _portOfScheme = AllowedPorts.Ssh;
        _rest = _rest[..colon];
        return true;
    }

    private bool TakePath()
    {
        var cut = _rest.AsSpan().IndexOfAny(PathStarts);
        if (cut < 0)
            return true;
        if (!_hasScheme || _rest[cut..] != "/")
            Complain(cut, RuleIds.Path, "The proxy sees host names and no paths: an entry allows the whole host.");

        _rest = _rest[..cut];
        return true;
    }

    private bool TakePort()
    {
        if (IpLiteral.Is(_rest))
            return Refuse(RuleIds.Address, NameRules.NoAddress);

        var colon = _rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return true;

        var port = _rest[(colon + 1)..];
        _portInName = PortNumbers.Of(port);
        if (port.Length > 0 && _portInName == AllowedPorts.None)
            return Refuse(colon + 1, RuleIds.Port, NameRules.OtherPort(port));

        Complain(colon, RuleIds.Port, "A port stands behind the name, with a blank before it.");
        _rest = _rest[..colon];
        return true;
    }

    private bool TakeWildcard()
    {
        var name = _rest.TrimStart('*', '.');
        var front = _rest[..^name.Length];
        if (!_rest.Contains('*', StringComparison.Ordinal))
        {
            _includesSubdomains = _rest.StartsWith('.');
            return Advance(_includesSubdomains ? 1 : 0);
        }

        if (name.Length == 0)
            return Refuse(RuleIds.Wildcard, "It would let everything through; name the domains that are needed.");
        if (name.Contains('*', StringComparison.Ordinal))
            return Refuse(RuleIds.Wildcard,
                "An asterisk inside a name has no meaning: `.example.com` is a domain and all below it.");

        Complain(RuleIds.Wildcard,
            "Squid would never match an asterisk: a leading dot is the domain and all below it.");
        _includesSubdomains = true;
        return Advance(front.Length);
    }

    private bool TakeTrailingDot()
    {
        if (_rest.Length < 2 || _rest[^1] != '.')
            return true;

        Complain(_rest.Length - 1, RuleIds.TrailingDot, "A name has no dot at its end.");
        _rest = _rest[..^1];
        return true;
    }

    // Case, and the letters outside ASCII.
    private bool TakeLetters()
    {
        var wasAscii = Ascii.IsValid(_rest.AsSpan());
        var name = _rest.ToLowerInvariant();
        if (!InternationalName.Concerns(name))
        {
            // The Kelvin sign's lower case is an ordinary k.
            if (!wasAscii)
                return Refuse(RuleIds.International,
                    $"'{SafeText.Of(_rest)}' has letters that stand for ASCII ones; write those.");

            _rest = name;
            return true;
        }

        var read = InternationalName.Of(name);
        if (read.RuleId is not null)
            return Refuse(read.RuleId, read.Why!);

        _rest = read.Name;
        if (wasAscii)
            return true;

        _unicode = name;
        _complaints.Add(Complaint.Flaw(
            _start, RuleIds.International,
                $"'{SafeText.Of(name)}' is stored and matched as {read.Name}, its ASCII form."));
        return true;
    }

    private bool Advance(int count)
    {
        _start += count;
        _rest = _rest[count..];
        return true;
    }

    private void Complain(string ruleId, string why) => Complain(0, ruleId, why);

    private void Complain(int offset, string ruleId, string why) =>
        _complaints.Add(Complaint.Error(_start + offset, ruleId, why));

    private bool Refuse(string ruleId, string why) => Refuse(0, ruleId, why);

    private bool Refuse(int offset, string ruleId, string why)
    {
        _complaints.Add(Complaint.Fatal(_start + offset, ruleId, why));
        return false;
    }
}
