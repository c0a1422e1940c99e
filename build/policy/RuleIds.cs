namespace AiSandbox.Policy;

/// <summary>The ids of the linter's rules; stable, because people search for them.</summary>
public static class RuleIds
{
    /// <summary>
    /// Error, fixable: a byte order mark, at the head of the file or, where files were joined, of a line.
    /// </summary>
    public const string ByteOrderMark = "bom";

    /// <summary>Error, fixable: UTF-16, or a line that is not UTF-8.</summary>
    public const string Encoding = "encoding";

    /// <summary>Warning, fixable: Windows line endings.</summary>
    public const string LineEnding = "crlf";

    /// <summary>Control and invisible characters: an error in an entry, a fixable warning in a comment.</summary>
    public const string Control = "control";

    /// <summary>Warning, fixable: blanks before an entry, and blanks that are not ASCII.</summary>
    public const string Space = "space";

    /// <summary>Error, fixable: quotes and list punctuation around a name.</summary>
    public const string Quote = "quote";

    /// <summary>Error, mostly fixable: a URL's scheme.</summary>
    public const string Scheme = "scheme";

    /// <summary>Error, fixable: a user before the host.</summary>
    public const string User = "user";

    /// <summary>Error, fixable: a path behind the host.</summary>
    public const string Path = "path";

    /// <summary>Error: a port in the name (fixable for 443 and 22), or one that the proxy never passes on.</summary>
    public const string Port = "port";

    /// <summary>Error, fixable at the front: an asterisk.</summary>
    public const string Wildcard = "wildcard";

    /// <summary>Error: an IP address in any spelling.</summary>
    public const string Address = "ip";

    /// <summary>Error, fixable: a dot at the end.</summary>
    public const string TrailingDot = "trailing-dot";

    /// <summary>Error: a character that no host name has.</summary>
    public const string Character = "character";

    /// <summary>Error: no name, an empty label, or a hyphen at a label's edge.</summary>
    public const string Label = "label";

    /// <summary>Error: over 63 octets a label or 253 a name.</summary>
    public const string Length = "length";

    /// <summary>Error: a name of one label.</summary>
    public const string SingleLabel = "single-label";

    /// <summary>Error: a name that is never asked for through the proxy.</summary>
    public const string NeverAsked = "never-asked";

    /// <summary>Warning: an underscore.</summary>
    public const string Underscore = "underscore";

    /// <summary>A name outside ASCII: a fixable warning where it has punycode, an error where it has none.</summary>
    public const string International = "idn";

    /// <summary>Error: letters of several scripts in one label.</summary>
    public const string MixedScript = "mixed-script";

    /// <summary>Error: a label of another script that reads like Latin.</summary>
    public const string LookAlike = "look-alike";

    /// <summary>Error unless the entry is marked <c>broad</c>: a domain below which anybody can register.</summary>
    public const string PublicSuffix = "public-suffix";

    /// <summary>Warning unless the entry is marked <c>broad</c>: such a domain lies below the entry.</summary>
    public const string ContainsSuffix = "contains-suffix";

    /// <summary>Warning unless the entry is marked <c>broad</c>: a name that hands on what it is given, or holds one.</summary>
    public const string Relay = "relay";

    /// <summary>Error: an unknown option.</summary>
    public const string Option = "option";

    /// <summary>Error: an <c>until</c> that is no day, or a second one.</summary>
    public const string Date = "date";

    /// <summary>Warning: the entry's last day is over.</summary>
    public const string Expired = "expired";

    /// <summary>Warning, fixable: the same entry again.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Warning, fixable: another entry allows all of it.</summary>
    public const string Covered = "covered";

    /// <summary>Error: there is no such preset.</summary>
    public const string Preset = "preset";

    /// <summary>Error: a port, <c>private</c> or <c>broad</c> behind a preset.</summary>
    public const string PresetOption = "preset-option";

    /// <summary>Error: the file of a preset is wrong.</summary>
    public const string PresetFile = "preset-file";

    /// <summary>Error: the entry goes beyond the list of whoever manages the machine.</summary>
    public const string Managed = "managed";

    /// <summary>Error: no entry is in force.</summary>
    public const string Empty = "empty";
}
