using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiSandbox.Verification.Reports;

/// <summary>A run as programs read it.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The text of report.json.</summary>
    public static string Render(VerificationReport report) => JsonSerializer.Serialize(
        new
        {
            Green = report.IsGreen,
            report.StartedAt,
            Seconds = Seconds(report.Duration),
            report.Host,
            report.Sandbox,
            Configuration = new { report.Configuration.Hash, report.Configuration.Parts },
            report.Notes,
            Cases = report.Results.Select(result => new
            {
                result.Case.Id,
                result.Case.Family,
                result.Case.Title,
                result.Case.Why,
                result.Case.Outcome,
                result.Case.At,
                result.Case.Run,
                result.Case.Controls,
                Source = result.Case.Origin.ToString(),
                result.Judgement.Verdict,
                result.Judgement.Findings,
                StartedAtSeconds = Seconds(result.StartedAt),
                Seconds = Seconds(result.Duration),
                Witnesses = new { Client = Client(result), result.Seen.Proxy, result.Seen.Internet },
            }),
        },
        Json) + "\n";

    private static object Client(CaseResult result) =>
        new { result.Seen.ExitCode, result.Seen.Output, result.Seen.Error };

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
