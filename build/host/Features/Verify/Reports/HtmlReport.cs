using System.Text.Encodings.Web;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Text;
using AiSandbox.Host.Platform;
using AiSandbox.Verification;
using AiSandbox.Verification.Reports;

namespace AiSandbox.Host.Features.Verify.Reports;

/// <summary>
/// A run as a page to look at: one file that needs nothing else, and no script to be read. Style and script are let in by
/// their hashes alone, so that what an attacked program printed could not run even if it were not encoded.
/// </summary>
internal static class HtmlReport
{
    private const string Folder = "build/verification/report";

    /// <summary>The text of report.html.</summary>
    /// <exception cref="SandboxException">The template, the style or the script is missing.</exception>
    public static string Render(VerificationReport report, Checkout checkout)
    {
        var style = PageFiles.Read(checkout, PageFiles.SharedStyle, $"{Folder}/report.css");
        var script = PageFiles.Read(checkout, $"{Folder}/report.js");

        return new TextTemplate(Path.Combine([checkout.Root, .. Folder.Split('/'), "report.sbn.html"]), checkout).Render(
            new
            {
                Style = style,
                StyleHash = PageFiles.Hash(style),
                Script = script,
                ScriptHash = PageFiles.Hash(script),
                Page = ReportPage.Of(report),
            },
            HtmlEncoder.Default);
    }
}
