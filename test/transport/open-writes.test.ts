import { afterEach, describe, expect, it } from "vitest";
import { answer, cleanUp, connect, create, problemOf, put, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

const stumble = () => {
  throw new TypeError("planted");
};

describe("a change that an internal error cuts off", () => {
  it("is open when its answer was there and could not be judged", async () => {
    const cloud = await startCloud((response) => answer(response, 200));
    const { client, call } = connect(cloud.endpoint, { dialect: { problemIn: stumble } });
    const change = { ...call(), made: [], open: [] };
    await expect(client.send(create, change)).rejects.toBeInstanceOf(TypeError);
    expect(change).toMatchObject({ made: [], open: ["Create"] });
  });

  it("is not when nothing was sent", async () => {
    const cloud = await startCloud((response) => answer(response, 200));
    const { client, call } = connect(cloud.endpoint, { dialect: { sign: stumble } });
    const change = { ...call(), made: [], open: [] };
    await expect(client.send(create, change)).rejects.toBeInstanceOf(TypeError);
    expect(change).toMatchObject({ made: [], open: [] });
    expect(cloud.received).toEqual([]);
  });

  it("is when an earlier try of it may have been done", async () => {
    let signed = 0;
    const cloud = await startCloud((response) => response.destroy());
    const { client, call } = connect(cloud.endpoint, {
      dialect: {
        sign(request) {
          signed += 1;
          return signed > 1 ? stumble() : { ...request.headers };
        },
      },
    });
    const change = { ...call(), made: [], open: [] };
    await expect(client.send(put, change)).rejects.toBeInstanceOf(TypeError);
    expect(change).toMatchObject({ made: [], open: ["Put"] });
  });
});

it("a change whose answer was lost is open, one that was refused is not, and one that was made is made", async () => {
  const cloud = await startCloud((response, n) => {
    if (n === 1) response.destroy();
    else answer(response, n === 2 ? 404 : 200, n === 2 ? { code: "NoSuchThing" } : { ok: true });
  });
  const { client, call } = connect(cloud.endpoint);
  const change = { ...call(), made: [], open: [] };
  await problemOf(client.send({ ...create, action: "Lost" }, change));
  await problemOf(client.send({ ...create, action: "Refused" }, change));
  await client.send({ ...create, action: "Made" }, change);
  expect(change).toMatchObject({ made: ["Made"], open: ["Lost"] });
});
