using System.Text.Json;
using AiSandbox.Gateway.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AiSandbox.Gateway.Requests;

/// <summary>Looks at a request's body before any of it is handed on.</summary>
internal sealed class RequestCheck(bool refusesHostedTools)
{
    // A model's request holds the whole conversation, pictures in it. Bodies are held until they are answered, and so much of all.
    private const int Longest = 16 * 1024 * 1024, Room = 6 * Longest;

    private long _held;

    /// <summary>Reads a body that has to be looked at, and puts it back for whoever hands it on.</summary>
    /// <returns>Why it goes no further; null where it does.</returns>
    public async Task<Refusal?> ReadAsync(HttpContext context, BodyKind kind)
    {
        var request = context.Request;
        var isSent = request.ContentLength is not null || request.Headers.TransferEncoding.Count > 0;
        if (request.Headers.TransferEncoding is { Count: > 0 } encoding && (encoding.ToString() is not "chunked" || request.ContentLength is not null))
            return new(400, "length", "A body has one length here: Content-Length, or chunked.");
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (kind is BodyKind.Git)
        {
            size?.MaxRequestBodySize = null; // a push
            return null;
        }

        if (HttpMethods.IsGet(request.Method))
            return isSent ? new(400, "body", "A GET has no body here.") : null;
        if (request.Headers.ContentEncoding.Count > 0)
            return new(415, "encoding", "The gateway reads what it hands on: send it without Content-Encoding.");
        if (request.ContentType?.Split(';')[0].Trim() is not "application/json")
            return new(415, "type", "The gateway hands on application/json alone.");

        size?.MaxRequestBodySize = Longest;
        var length = Math.Min(request.ContentLength ?? Longest, Longest);
        var body = new HeldBody((int)(request.ContentLength is null ? 0 : length), () => Interlocked.Add(ref _held, -length));
        context.Response.RegisterForDispose(body);
        if (Interlocked.Add(ref _held, length) > Room)
            return new(429, "room", "Too many long requests at once.") { RetryAfter = 5 };
        try
        {
            await request.Body.CopyToAsync(body, context.RequestAborted);
            if (refusesHostedTools && HostedTools.Find(kind, body.GetBuffer().AsSpan(0, (int)body.Length)) is { } found)
                return new(403, "hosted-tool", $"This request has {found}, which the vendor would fetch or call itself, past the sandbox's list.");
        }
        catch (JsonException wrong)
        {
            return new(400, "json", $"The body is not JSON as the gateway reads it: {wrong.Message}");
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return new(413, "size", $"The body is longer than {Longest / 1024 / 1024} MiB.");
        }

        body.Position = 0;
        (request.Body, request.ContentLength) = (body, body.Length);
        return null;
    }

    private sealed class HeldBody(int capacity, Action release) : MemoryStream(capacity)
    {
        private bool _isReleased;

        protected override void Dispose(bool disposing)
        {
            if (!_isReleased)
                release();
            _isReleased = true;
            base.Dispose(disposing);
        }
    }
}
