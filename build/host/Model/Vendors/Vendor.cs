namespace AiSandbox.Host.Model.Vendors;

/// <summary>Somebody whose key the gateway can hold.</summary>
/// <param name="Name">Its name: the file's, without the ending.</param>
/// <param name="Summary">Whom it is for, in a sentence.</param>
/// <param name="Url">Where requests go: a scheme and a host.</param>
/// <param name="Header">The name of the header that takes the key.</param>
/// <param name="Value">The header's value, with a place for the key.</param>
/// <param name="Body">What a request's body is; <see cref="Git"/> for repositories.</param>
public sealed record Vendor(string Name, string Summary, Uri Url, string Header, string Value, string Body)
{
    /// <summary>The body of somebody who keeps repositories.</summary>
    public const string Git = "git";

    /// <summary>Methods and paths that may be asked for, a space between.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Whether its host may have a private address.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The names that a query may have.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>The variables of the workspace that lead programs to the gateway.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the gateway stands for it, as the workspace sees it.</summary>
    public string Here => HereOf(Name);

    /// <inheritdoc cref="Here"/>
    public static string HereOf(string name) => $"http://gateway:3128/{name}";
}
