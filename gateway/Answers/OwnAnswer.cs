using System.Globalization;
using System.Text.Json;
using AiSandbox.Gateway.Requests;
using Microsoft.AspNetCore.Http;

namespace AiSandbox.Gateway.Answers;

/// <summary>What the gateway says itself: in the form of an error that each vendor's client reads.</summary>
internal static class OwnAnswer
{
    /// <summary>Answers with a refusal, in the vendors' own form.</summary>
    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort(); // the client sees an answer that was cut, and no whole one
            return;
        }

        response.Clear();
        response.StatusCode = refusal.Status;
        response.ContentType = "application/json";
        if (refusal.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", $"gateway_{refusal.Reason}");
        json.WriteString("message", $"ai-sandbox gateway: {refusal.Text}");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
