using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace AiSandbox.Verification.Catalogue;

/// <summary>Where something stands: <c>demo.yaml:12</c>.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, counted from one.</param>
public readonly record struct Origin(string File, long Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>What stands in a file.</summary>
public abstract record Written
{
    /// <summary>Where.</summary>
    [YamlIgnore]
    public Origin Origin { get; init; }
}

/// <summary>A field that may be different in the user's own sandbox.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LiveAttribute : Attribute;

/// <summary>A list that is not empty, or the word <c>none</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OrNoneAttribute : Attribute;

/// <summary>Of two fields there must be one.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OneOfAttribute(string reason, params string[] keys) : Attribute
{
    public string Reason { get; } = reason;

    public string[] Keys { get; } = keys;
}

/// <summary>A regular expression.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PatternAttribute() : ValidationAttribute("'{0}' is not a regular expression.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value)
    {
        try
        {
            _ = new Regex($"{value}", RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
