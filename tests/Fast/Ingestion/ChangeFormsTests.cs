using System.Text.Json;
using Timeline.Ingestion.Reports;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion;

public sealed class ChangeFormsTests
{
    [Fact]
    public void A_correction_is_described_with_the_fields_that_it_is_read_with()
    {
        var described = typeof(CorrectionForm).GetProperties().Where(p => p.DeclaringType == typeof(CorrectionForm)).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

        Assert.Equal(CorrectReport.Own.Order(), described.Order());
    }
}
