using Microsoft.AspNetCore.Mvc;

namespace Timeline.Console.Gateway;

/// <summary>Writes a refusal as a problem document (RFC 9457).</summary>
public static class Problems
{
    /// <param name="more">Further members of the document, as an anonymous object.</param>
    public static Task Write(HttpContext context, int status, string? detail = null, object? more = null)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail, Instance = context.Request.Path };
        foreach (var member in more?.GetType().GetProperties() ?? [])
        {
            problem.Extensions[member.Name] = member.GetValue(more);
        }

        return Results.Problem(problem).ExecuteAsync(context);
    }

    /// <summary>A refusal of one field.</summary>
    public static Task WriteField(HttpContext context, int status, string field, string says) =>
        Write(context, status, says, new { errors = new Dictionary<string, string[]> { [field] = [says] } });
}
