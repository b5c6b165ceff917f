import { mount } from "svelte";
import "./looks/page.css";
import "./looks/tables.css";
import "./looks/paper.css";
import App from "./App.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
