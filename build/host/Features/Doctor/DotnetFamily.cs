using System.Text.Json;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Dotnet;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The .NET SDK that compiles host and guard.</summary>
public sealed class DotnetFamily(DotnetSdk sdk, Checkout checkout) : ICheckFamily
{
    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope) =>
        [new("dotnet.sdk", "a .NET SDK that global.json takes", Needs.Nothing, (_, cancellation) => SdkAsync(cancellation))];

    private async Task<Answer> SdkAsync(CancellationToken cancellation)
    {
        var wanted = Wanted();
        var lines = new List<string>();
        try
        {
            // In the checkout it prints the SDK that global.json leads to, and fails where none will do.
            await sdk.StreamAsync(["--version"], lines.Add, cancellation);
            return Answer.Ok($"{lines.FirstOrDefault()}, where {wanted} is asked for");
        }
        catch (CommandException)
        {
            var release = string.Join('.', wanted.Split('.').Take(2));
            return Answer.Wrong($"none that will do for {wanted}", $"install the .NET SDK {release}: https://dotnet.microsoft.com/download/dotnet/{release}");
        }
    }

    private string Wanted()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(checkout.Root, "global.json")));
        return json.RootElement.GetProperty("sdk").GetProperty("version").GetString()!;
    }
}
